import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which administrators of an authority watch over its openings. */
export const openingWatchText = {
  title: { ja: '開封の監視', en: 'Watch over openings' },
  lead: {
    ja: '通常と異なる開封と、事業者への通知を保留する開封（捜査等）の申請を確認します。',
    en: 'Unusual openings, and wishes to open without the operator being told at once, as a lawful investigation may need.',
  },
  alarms: { ja: '通常と異なる開封', en: 'Unusual openings' },
  noAlarms: { ja: '通常と異なる開封はありません。', en: 'There was no unusual opening.' },
  at: { ja: '日時', en: 'When' },
  officer: { ja: '担当官', en: 'Officer' },
  officerValue: { ja: '{name}（仮名 {pseudonym}）', en: '{name} (pseudonym {pseudonym})' },
  why: { ja: '理由', en: 'Why' },
  purpose: { ja: '目的', en: 'Purpose' },
  state: { ja: '確認', en: 'Looked at' },
  seen: { ja: '確認済み', en: 'Yes' },
  unseen: { ja: '未確認', en: 'Not yet' },
  markSeen: { ja: '全て確認済みにする', en: 'Mark all as looked at' },
  sealed: { ja: '通知を保留する開封の申請', en: 'Wishes for sealed openings' },
  sealedLead: {
    ja: '担当官と、別の管理者の二人の署名が必要です。開封は直ちに記録され、件数は事業者と監査人に表示されます。内容は、定められた日時に自動的に事業者に表示されます。',
    en: 'Such an opening takes the signatures of the officer and of another person, an administrator. It is logged at once, and operator and auditor see that it exists. What it was is told to the operator by itself at the set time.',
  },
  noSealed: { ja: '申請はありません。', en: 'There is no wish.' },
  revealAt: { ja: '事業者に表示される日時', en: 'Told to the operator' },
  action: { ja: '状態', en: 'State' },
  consent: { ja: '署名して同意する', en: 'Sign and consent' },
  consented: { ja: '同意済み', en: 'Consent given' },
  opened: { ja: '開封済み', en: 'Opened' },
  own: { ja: '本人の申請（別の管理者の同意が必要）', en: 'Your own wish: another administrator must consent' },
} as const satisfies TextSet
