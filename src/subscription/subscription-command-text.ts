import type { LocalText } from '#base/language.ts'

/** What the commands of subscriptions say. */
export const subscriptionCommandText = {
  list: { ja: '自組織の配信登録を一覧表示', en: 'list the subscriptions of the own organisation' },
  add: { ja: '配信登録を追加（URL はウェブフック、アドレスはメール）', en: 'subscribe: a URL for a webhook, an address for mail' },
  change: { ja: '配信登録の条件、形式又は宛先を変更', en: 'change what a subscription asks for, its form or its address' },
  confirm: { ja: 'メールで届いた確認コードを入力', en: 'confirm a mail address with the code that was sent to it' },
  log: { ja: '配信の記録を表示', en: 'show what was sent, with every attempt' },
  pause: { ja: '配信を一時停止', en: 'pause; revisions and recalls still come' },
  resume: { ja: '配信を再開', en: 'resume, with what waited' },
  test: { ja: 'テストを送信', en: 'send a test message' },
  secret: { ja: '署名用の秘密鍵を更新', en: 'replace the signing secret' },
  remove: { ja: '配信登録を削除', en: 'delete a subscription, recalls included' },
  none: { ja: '配信登録はありません。', en: 'There is no subscription.' },
  secretOnce: { ja: '署名用の秘密鍵（再表示できません）：', en: 'Signing secret, which is not shown again:' },
  removed: { ja: '削除しました。', en: 'Deleted.' },
  hostWaits: {
    ja: '登録担当が配信先のホストを確認した後に、配信を始めます。',
    en: 'Sending begins once the registrar has confirmed the host.',
  },
  codeSent: (id: string): LocalText => ({
    ja: `確認コードを送信しました。届いたコードを入力すると配信を始めます：noroshi subscription confirm ${id} コード`,
    en: `A code was sent to the address; sending begins with it: noroshi subscription confirm ${id} CODE`,
  }),
  testSent: (id: string): LocalText => ({
    ja: `送信を受け付けました。結果は noroshi subscription log ${id} で確認できます。`,
    en: `On its way; what became of it: noroshi subscription log ${id}`,
  }),
  waits: (to: string): LocalText => ({
    ja: `${to} は確認待ちです。確認が済むまでは、現在の宛先に配信します。`,
    en: `${to} waits to be confirmed; until then everything goes to the present address.`,
  }),
} as const
