import type { LocalText } from '#base/language.ts'

/** Words about entries that make no answer, and about drafts. */
export const draftText = {
  durationWrong: { ja: '日、時間、分は数字で入力してください', en: 'Enter days, hours and minutes as numbers' },
  inLine: (line: number, message: LocalText): LocalText => ({
    ja: `${line}行目：${message.ja}`,
    en: `Line ${line}: ${message.en}`,
  }),
  inRecord: (record: number, label: LocalText): LocalText => ({
    ja: `${record}件目の${label.ja}`,
    en: `${label.en} of entry ${record}`,
  }),
} as const
