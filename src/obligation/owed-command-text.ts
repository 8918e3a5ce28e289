import type { LocalText } from '#base/language.ts'

/** Words of the command that lists what is owed. */
export const owedCommandText = {
  summary: {
    ja: '提出すべき報告を期限の近い順に表示し、又は事案の内容を含まないカレンダーファイルを書き出す',
    en: 'list what is owed, the next deadline first, or write a calendar file without case data',
  },
  nothing: { ja: '提出すべき報告はありません。', en: 'Nothing is owed now.' },
  incident: { ja: '事案', en: 'incident' },
  left: (span: string): LocalText => ({ ja: `残り${span}`, en: `${span} left` }),
  passed: (span: string): LocalText => ({ ja: `${span}超過`, en: `${span} past` }),
  elsewhere: (recipients: LocalText): LocalText => ({
    ja: `このシステムでは受け付けていません。直接報告してください：${recipients.ja}`,
    en: `not taken on this platform; report directly to: ${recipients.en}`,
  }),
  written: (path: string): LocalText => ({
    ja: `${path} に書き出しました。事案の内容、組織名、法令名及び事案番号は含みません。`,
    en: `Wrote ${path}. It carries no kind of incident, no organisation, no law and no incident number.`,
  }),
} as const
