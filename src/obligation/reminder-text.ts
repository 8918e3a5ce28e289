import type { LocalText } from '#base/language.ts'

/** The subject of every reminder: whoever carries the mail learns nothing of what it is about. */
export const reminderSubject: LocalText = {
  ja: '【Noroshi】期限に関するお知らせ',
  en: '[Noroshi] A note about deadlines',
}

/** The text of every reminder, the same for every moment, law and reader. */
export function reminderText(link: string): LocalText {
  return {
    ja: `期限について、ご確認いただきたい事項があります。
次のページからサインインの上、内容をご確認ください。

${link}

このメールには、個別の事案に関する情報は記載しておりません。
本メールは自動的に送信しています。ご返信いただいてもお答えできません。
`,
    en: `There is something about deadlines for you to look at in Noroshi.
Please sign in here and see for yourself:

${link}

This mail holds no information about any case.
It was sent automatically; replies are not read.
`,
  }
}

/** One line inside Noroshi, by whether the instant is still to come, has come, or has passed. */
export const reminderNotes = {
  before: { ja: '期限が近づいている事項があります。', en: 'A deadline is coming up.' },
  at: { ja: '期限を迎えた事項があります。', en: 'A deadline has come.' },
  after: { ja: '期限を過ぎた事項があります。', en: 'A deadline has passed.' },
} as const satisfies Readonly<Record<string, LocalText>>
