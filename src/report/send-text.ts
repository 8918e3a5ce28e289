import type { TextSet } from '#ui/text-set.ts'

/** Words of sealing, sending and sending again. */
export const sendText = {
  title: { ja: '暗号化して送信', en: 'Seal and send' },
  lead: {
    ja: '報告をこの端末で暗号化し、署名して送信します。送信した報告は取り消せませんが、続報で訂正し、又は取り下げることができます。',
    en: 'The report is encrypted and signed on this device, then sent. It cannot be unsent, but you can correct it in an update or withdraw it.',
  },
  to: { ja: '報告先', en: 'Goes to' },
  stage: { ja: '報告の種類', en: 'Report' },
  operator: { ja: '報告する事業者', en: 'Operator' },
  unlockFirst: { ja: '送信するには、先に鍵のロックを解除してください。', en: 'To send it, unlock your key first.' },
  demoTitle: { ja: 'デモ環境：パスフレーズの入力は不要です', en: 'Demonstration: no passphrase to type' },
  demoBody: {
    ja: 'この架空の人物の鍵を開くパスフレーズは、デモ用に公開されており、サーバー（/api/v1/demo/personas）から受け取ります。実際の運用では、鍵を開けるのは本人だけです。',
    en: 'The passphrase of this fictional person is public in the demonstration and comes from the server (/api/v1/demo/personas). In real use nobody but the person can unlock the key.',
  },
  send: { ja: '暗号化して送信する', en: 'Seal and send the report' },
  back: { ja: '公開範囲の確認に戻る', en: 'Back to who sees what' },
  toCheck: { ja: '回答を確認する', en: 'Back to your answers' },
  unlocking: { ja: '鍵を開いています', en: 'Unlocking your key' },
  sealing: { ja: 'この端末で暗号化しています', en: 'Sealing the report on this device' },
  sending: { ja: '送信しています', en: 'Sending' },
  waitingTitle: { ja: '報告は暗号化され、送信を待っています', en: 'The report is sealed and waits to be sent' },
  waitingKept: {
    ja: '暗号化した報告をこの端末に保存しました（保存したものは、あなたの鍵でしか開けません）。画面を閉じても、後から同じ内容を送信できます。',
    en: 'The sealed report is kept on this device; only your key opens what is kept. You can close the page and send the very same report later.',
  },
  waitingMemory: {
    ja: 'このブラウザーには保存できないため、画面を閉じると失われます。送信が終わるまで画面を開いたままにしてください。',
    en: 'This browser keeps nothing for us, so the report is lost if you close the page. Keep it open until it is sent.',
  },
  waitingOffline: { ja: 'サーバーに接続できません。', en: 'The server cannot be reached.' },
  waitingBusy: { ja: 'サーバーが一時的に応答できません。', en: 'The server cannot answer for the moment.' },
  waitingSignedOut: {
    ja: 'サインインの有効期限が切れました。別のタブで同じ人物としてサインインし直してから、再送してください。',
    en: 'You are not signed in any more. Sign in again as the same person in another tab, then send again.',
  },
  waitingAttempts: {
    ja: 'これまでに{count, number}回試しました。自動で再送します。',
    en: '{count, plural, one {Tried once} other {Tried # times}} so far; it tries again by itself.',
  },
  sendNow: { ja: '今すぐ再送', en: 'Send now' },
  refusedTitle: { ja: '報告は受け付けられませんでした', en: 'The report was not accepted' },
  refusedBody: {
    ja: '回答を直してから、もう一度送信してください。回答はこの画面に残っています。',
    en: 'Correct your answers and send again. They are still on this page.',
  },
  refusedSuperseded: {
    ja: 'この事案には、その後に別の報告が提出されています。事案の画面で最新の報告を確認し、そこから始めてください。',
    en: 'Another report has been filed for this incident since. Look at the incident and start from its latest report.',
  },
  listTitle: {
    ja: '送信を待っている報告が{count, number}件あります',
    en: '{count, plural, one {# sealed report waits to be sent} other {# sealed reports wait to be sent}}',
  },
  listBody: {
    ja: '暗号化済みの報告が、この端末に保存されています。まだ受け付けられていません。',
    en: 'They are kept encrypted on this device and have not been accepted yet.',
  },
  listOtherTitle: { ja: '別の人物の報告が送信を待っています', en: 'A report of somebody else waits to be sent' },
  listOther: {
    ja: 'この端末には、別の人物が暗号化した送信待ちの報告が{count, number}件あります。送信するには、その人物としてサインインしてください。',
    en: '{count, plural, one {One more report on this device was sealed by somebody else} other {# more reports on this device were sealed by somebody else}}: sign in as that person to send.',
  },
  keptAt: { ja: '暗号化した日時', en: 'Sealed' },
  number: { ja: '報告番号', en: 'Report number' },
  sendKept: { ja: '送信する', en: 'Send' },
  discard: { ja: '破棄する', en: 'Discard' },
  discardConfirm: {
    ja: '破棄すると、この報告は取り戻せません。本当に破棄しますか。',
    en: 'A discarded report cannot be brought back. Discard it?',
  },
  discardYes: { ja: '破棄する（取り消せません）', en: 'Discard for good' },
  discardNo: { ja: '破棄しない', en: 'Keep it' },
} as const satisfies TextSet
