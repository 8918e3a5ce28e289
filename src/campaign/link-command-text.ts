import type { LocalText } from '#base/language.ts'

/** What the commands for links and campaigns say. */
export const linkCommandText = {
  links: {
    ja: '未判断の関連を、一致している点及び偶然に一致する見込みとともに表示する（事案を指定した場合は、判断済みのものも含む）',
    en: 'list links that wait for a decision, with what matches and how likely that is by chance; of an incident, those decided too',
  },
  confirm: {
    ja: '関連を、同じ攻撃活動によるものと確認する',
    en: 'confirm a link: its incidents belong to one campaign',
  },
  cut: { ja: '関連を、理由を付けて切り離す', en: 'cut a link, and say why' },
  campaigns: { ja: '担当官が関連を確認した攻撃活動の一覧を表示する', en: 'list campaigns: incidents whose links officers confirmed' },
  show: {
    ja: '攻撃活動の事案、共通する値、関連及びその判断を表示する',
    en: 'show a campaign: its incidents, what they share, its links and what was decided',
  },
  noLinks: { ja: '未判断の関連はありません。', en: 'No link waits for a decision.' },
  noCampaigns: {
    ja: '攻撃活動はまだありません。関連を確認すると表示されます（noroshi links）。',
    en: 'There are no campaigns yet. Confirm a link, and its campaign appears: noroshi links',
  },
  link: { ja: '関連', en: 'Link' },
  chooseDecision: (id: string, reasons: string): LocalText => ({
    ja: `判断：noroshi links confirm ${id} 又は noroshi links cut ${id} --reason（${reasons}）`,
    en: `Decide: noroshi links confirm ${id}, or noroshi links cut ${id} --reason (${reasons})`,
  }),
  confirmed: (id: string): LocalText => ({
    ja: `関連 ${id} を確認しました。攻撃活動は noroshi campaigns で表示できます。`,
    en: `Confirmed link ${id}. See its campaign: noroshi campaigns`,
  }),
  cutDone: (id: string): LocalText => ({
    ja: `関連 ${id} を切り離しました。新たな一致が十分に加わったときに限り、再び表示されます。`,
    en: `Cut link ${id}. It comes back only when much more has come to match.`,
  }),
} as const
