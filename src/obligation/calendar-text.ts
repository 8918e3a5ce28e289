import type { LocalText } from '#base/language.ts'

/** Words in a calendar file; none says anything of a case, an operator or a law. */
export const calendarText = {
  name: { ja: '報告に関する期限（Noroshi）', en: 'Reporting deadlines (Noroshi)' },
  summary: { ja: '報告に関する期限', en: 'Reporting deadline' },
  description: {
    ja: 'この予定の終了時刻が期限です。内容は、サインインして「報告義務と期限」で確認してください。',
    en: 'The deadline is the end of this entry. Sign in and see “What is owed” for what it is about.',
  },
  cancelled: { ja: '報告に関する期限（取消し）', en: 'Reporting deadline (cancelled)' },
  cancelledDescription: {
    ja: 'この期限については、対応の必要がなくなりました。',
    en: 'Nothing is left to do for this deadline.',
  },
} as const satisfies Readonly<Record<string, LocalText>>
