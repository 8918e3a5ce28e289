import type { LocalText } from '#base/language.ts'

/** Words of messages about a subscription itself. */
export const noteText = {
  testSubject: { ja: '【Noroshi】配信テスト', en: '[Noroshi] Test message' },
  confirmSubject: { ja: '【Noroshi】配信先の確認', en: '[Noroshi] Confirm your address' },
} as const satisfies Readonly<Record<string, LocalText>>

/** Returns the text of a test message. */
export function testNoteText(page: string): LocalText {
  return {
    ja: `これは配信のテストです。警報ではありません。\nこのメッセージが届いていれば、配信先の設定は有効です。\n\n${page}\n`,
    en: `This is a test, not a warning.\nIf you can read it, the destination works.\n\n${page}\n`,
  }
}

/** Returns the text with which the holder of an address shows that it is its own. */
export function confirmNoteText(code: string, page: string): LocalText {
  return {
    ja: `このメールアドレスが、警報の配信先として登録されました。\n次の確認コードを配信登録のページに入力してください。\n\n確認コード：${code}\n${page}\n\nお心当たりがない場合は、このメールを破棄してください。配信は行われません。\n`,
    en: `This address was entered as a destination for warnings.\nEnter this code on the page of the subscription:\n\nCode: ${code}\n${page}\n\nIf this was not you, ignore this mail; nothing will be sent to you.\n`,
  }
}
