import type { TextSet } from '#ui/text-set.ts'

/** Words of messages that carry warnings. */
export const messageText = {
  bare: { ja: '【Noroshi】警報に関するお知らせ', en: '[Noroshi] A note about a warning' },
  bareBody: {
    ja: '警報に関する新しい情報があります。情報の取扱区分により、内容はこのメッセージに記載しておりません。次のページからサインインの上、ご確認ください。',
    en: 'There is something new about a warning. Its marking does not allow the content in this message. Please sign in and read it here:',
  },
  actions: { ja: '最初に行うこと', en: 'Do first' },
  labelled: { ja: '{label}：{value}', en: '{label}: {value}' },
  happening: { ja: '何が起きているか', en: 'What is happening' },
  indicators: { ja: 'インディケータ', en: 'Indicators' },
  indicatorsMore: { ja: 'ほか{count, number}件はページで確認してください。', en: 'and {count, number} more on the page' },
  techniques: { ja: '手口・脆弱性', en: 'Techniques and vulnerabilities' },
  products: { ja: '対象の製品', en: 'Products' },
  confidence: { ja: '確からしさ', en: 'Confidence' },
  valid: { ja: '有効期間：{from}から{until}まで（協定世界時）', en: 'Valid from {from} to {until} (UTC)' },
  knownWrong: { ja: '誤りと判明した情報', en: 'Known to be wrong' },
  page: { ja: '詳細', en: 'Details' },
  answer: {
    ja: '検知・遮断・誤検知の回答（組織名は保存されません。開いただけでは回答になりません）',
    en: 'Seen, blocked or a false positive? Answer here; the name of your organisation is not kept, and opening the link sends nothing:',
  },
  stop: { ja: '配信の一時停止', en: 'Pause these mails' },
  automatic: {
    ja: '本メールは自動的に送信しています。ご返信いただいてもお答えできません。',
    en: 'This mail was sent automatically; replies are not read.',
  },
  revised: { ja: '【改訂】', en: '[Revised] ' },
  digestSubject: { ja: '【Noroshi】警報のまとめ（{count, number}件）', en: '[Noroshi] Digest of warnings ({count, number})' },
  recallLead: {
    ja: 'この警報は撤回されました。この警報に基づく遮断及び監視の設定を解除してください。',
    en: 'This warning was recalled. Undo what you blocked or watched because of it.',
  },
  note: { ja: '警報を受信しました。', en: 'A warning was delivered.' },
} as const satisfies TextSet
