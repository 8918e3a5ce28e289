import type { LocalText } from '#base/language.ts'

/** What releasers are told of the gate; nothing of it tells of a case. */
export const gateAlarmText = {
  subject: { ja: '【Noroshi】公開審査に関するお知らせ', en: '[Noroshi] A note about the release gate' },
  text: (link: string): LocalText => ({
    ja: `公開審査について、ご確認いただきたい事項があります。
次のページからサインインの上、内容をご確認ください。

${link}

このメールには、個別の事案に関する情報は記載しておりません。
本メールは自動的に送信しています。ご返信いただいてもお答えできません。
`,
    en: `There is something about the release gate for you to look at in Noroshi.
Please sign in here and see for yourself:

${link}

This mail holds no information about any case.
It was sent automatically; replies are not read.
`,
  }),
  held: {
    ja: '公開審査で保留された事項があり、確認されていません。',
    en: 'Something that the release gate held has not been looked at.',
  },
  stalled: {
    ja: '公開審査が停止しているおそれがあります。新たな警報は公開されていません。運用担当者に連絡してください。',
    en: 'The release gate seems to have stopped: no warning goes out. Call whoever runs this installation.',
  },
} as const satisfies Readonly<Record<string, LocalText | ((link: string) => LocalText)>>
