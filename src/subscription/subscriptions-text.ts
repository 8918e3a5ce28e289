import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { Cadence, Form, SubscribedKind, SubscriptionState } from './subscription.ts'

/** Words of the pages of subscriptions. */
export const subscriptionsText = {
  title: { ja: '警報の配信登録', en: 'Subscriptions' },
  lead: {
    ja: '公開された警報を、ウェブフック又はメールで受け取ることができます。TAXII、MISPフィードなど取得型の配信には、登録は不要です。',
    en: 'Get warnings by webhook or mail as they are published. TAXII, the MISP feed and other pull channels need no subscription.',
  },
  list: { ja: '配信登録の一覧', en: 'Your organisation’s subscriptions' },
  empty: { ja: '配信登録はありません。', en: 'There is no subscription yet.' },
  name: { ja: '名称', en: 'Name' },
  destination: { ja: '配信先', en: 'Destination' },
  destinationForm: { ja: '{destination}（{form}）', en: '{destination} ({form})' },
  cadence: { ja: '配信の時期', en: 'When' },
  state: { ja: '状態', en: 'State' },
  parked: { ja: '配信停止中（要確認）', en: 'Stopped: needs a look' },
  failing: { ja: '再送中', en: 'Being retried' },
  add: { ja: '配信登録を追加', en: 'Add a subscription' },
  back: { ja: '一覧へ戻る', en: 'Back to the list' },
  nameHint: { ja: '例：セキュリティ担当', en: 'For example: security desk' },
  channel: { ja: '配信の方法', en: 'How' },
  webhook: { ja: 'ウェブフック（HTTPS）', en: 'Webhook (HTTPS)' },
  mail: { ja: 'メール', en: 'Mail' },
  noMail: { ja: 'この環境からはメールを送信できません。', en: 'This installation sends no mail.' },
  form: { ja: '形式', en: 'Form' },
  address: { ja: '宛先のURL', en: 'Address (URL)' },
  addressHint: {
    ja: 'https で始まるURL。許可されていないホストの場合は、登録担当による確認の後に配信を始めます。',
    en: 'Begins with https. A host that is not allowed yet waits until the registrar has confirmed it.',
  },
  mailAddress: { ja: 'メールアドレス', en: 'Mail address' },
  mailHint: { ja: 'このアドレスに確認コードを送信します。', en: 'A code that confirms the address is sent there.' },
  language: { ja: '言語', en: 'Language' },
  japanese: { ja: '日本語', en: 'Japanese' },
  english: { ja: '英語', en: 'English' },
  filter: { ja: '配信する警報', en: 'Which warnings' },
  filterLead: {
    ja: '指定した条件をすべて満たす警報を配信します。指定しない条件は問いません。',
    en: 'Warnings that meet everything you ask for. What you leave open asks nothing.',
  },
  everything: { ja: '取扱区分の上限までの全ての警報', en: 'Every warning up to that marking' },
  kinds: { ja: '攻撃の種別', en: 'Kind of attack' },
  groups: { ja: '分野', en: 'Groups of sectors' },
  groupsHint: { ja: '全分野に向けた警報は、指定にかかわらず配信します。', en: 'A warning for everybody comes in any case.' },
  techniques: { ja: '手口（ATT&CK番号）', en: 'Techniques (ATT&CK ids)' },
  techniquesHint: { ja: '例：T1486 T1498。空白区切り', en: 'For example T1486 T1498, separated by spaces' },
  products: { ja: '製品', en: 'Products' },
  productsHint: {
    ja: '1行に1製品。指定すると、いずれかの製品を挙げた警報のみを配信します。',
    en: 'One a line. If you name any, only warnings that name one of them come.',
  },
  narrowing: { ja: '対象の限定', en: 'Narrowed down to' },
  otherSettings: { ja: 'その他の設定', en: 'Other settings' },
  ownProducts: { ja: '自組織が利用する製品に関する警報のみ', en: 'Only warnings about products that the organisation has declared' },
  confirmedOnly: { ja: '確認済みの警報のみ', en: 'Only confirmed warnings' },
  tlp: { ja: '取扱区分（TLP）の上限', en: 'Marking (TLP) up to' },
  tlpHint: {
    ja: 'メール、Slack及びTeamsでは、TLP:GREENを超える警報の内容は記載せず、警報があることのみをお知らせします。',
    en: 'Above TLP:GREEN, mail, Slack and Teams only say that there is a warning and where.',
  },
  digestAt: { ja: '毎日の配信時刻', en: 'Time of the daily digest' },
  digestHint: { ja: '例：8:30（{zone}）', en: 'For example 8:30 ({zone})' },
  isOwn: { ja: '自分専用（自分が組織を離れたとき終了）', en: 'My own: it ends when I leave the organisation' },
  isShown: {
    ja: '警報の撤回が届いたかどうかを、組織名とともに公開担当官に示してよい',
    en: 'Releasers may see by name whether a recall has reached us',
  },
  preview: { ja: '過去1か月の警報で確認', en: 'What would I have got last month?' },
  previewResult: {
    ja: '過去{days, number}日間に公開された{of, number}件のうち{count, number}件が該当します。',
    en: '{count, number} of {of, number} warnings published within the last {days, number} days.',
  },
  save: { ja: '登録する', en: 'Subscribe' },
  stillMissing: { ja: '入力が必要な項目：{fields}', en: 'Still to be filled in: {fields}' },
  saveChange: { ja: '変更を保存', en: 'Save the changes' },
  change: { ja: '登録内容を変更', en: 'Change' },
  changed: { ja: '変更しました。', en: 'Changed.' },
  addressStays: {
    ja: '変更しない場合は空欄のままにしてください（現在：{address}）。',
    en: 'Leave it empty to keep the present one ({address}). ',
  },
  pendingBody: {
    ja: '確認が済むまでは、引き続き{from}に配信します。確認後の配信先：{to}',
    en: 'Until it is confirmed, everything still goes to {from}. After that: {to}',
  },
  saved: { ja: '登録しました。', en: 'Subscribed.' },
  secretTitle: { ja: '署名用の秘密鍵', en: 'Signing secret' },
  secretLead: {
    ja: 'この画面を閉じると再表示できません。受信側に設定してください（Standard Webhooks、HMAC-SHA256）。',
    en: 'It is not shown again. Set it on the receiving side (Standard Webhooks, HMAC-SHA256).',
  },
  settings: { ja: '登録内容', en: 'Settings' },
  pause: { ja: '一時停止', en: 'Pause' },
  pauseNote: {
    ja: '一時停止中も、受信済みの警報の改訂及び撤回は配信します。',
    en: 'While paused, revisions and recalls of what you got still come.',
  },
  resume: { ja: '再開', en: 'Resume' },
  test: { ja: 'テストを送信', en: 'Send a test' },
  sent: { ja: '送信を受け付けました。結果は配信の記録に表示されます。', en: 'On its way; see the record below.' },
  resend: { ja: '確認コードを再送', en: 'Send the code again' },
  newSecret: { ja: '秘密鍵を更新', en: 'Replace the secret' },
  remove: { ja: '削除', en: 'Delete' },
  removeNote: {
    ja: '削除すると、受信済みの警報の撤回も届かなくなります。',
    en: 'Once deleted, recalls of warnings that you got do not reach you either.',
  },
  removeSure: { ja: '削除する', en: 'Yes, delete' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  parkedTitle: { ja: '配信を停止しています', en: 'Nothing is being sent' },
  parkedBody: {
    ja: '{since}から届かない状態が続いたため停止しました（{failure}）。配信先を確認し、再開してください。未達の警報は再開後に配信します。',
    en: 'It has failed since {since} ({failure}). Check the destination and resume; what waits is sent then.',
  },
  code: { ja: '確認コード', en: 'Code from the mail' },
  codeHint: {
    ja: '配信先のアドレスに送信したメールに記載の10文字です。確認が済むと配信を始めます。',
    en: 'Ten characters, in the mail that was sent to the address. Sending begins once they are confirmed.',
  },
  confirm: { ja: '確認する', en: 'Confirm' },
  waitsForHost: {
    ja: '登録担当による配信先ホストの確認を待っています。',
    en: 'Waiting for the registrar to confirm the host.',
  },
  log: { ja: '配信の記録', en: 'Record of deliveries' },
  logEmpty: { ja: '配信の記録はありません。', en: 'Nothing was sent yet.' },
  logAt: { ja: '日時', en: 'Time' },
  logWhat: { ja: '内容', en: 'What' },
  logOutcome: { ja: '結果', en: 'Outcome' },
  logTries: { ja: '試行', en: 'Attempts' },
  nextAt: { ja: '次の試行：', en: 'Next try: ' },
  ownList: { ja: '自組織が利用する製品', en: 'Products that the organisation uses' },
  ownListLead: {
    ja: '自組織以外には表示されません。1行に1製品を記入してください。',
    en: 'Nobody outside your organisation sees this list. One product a line.',
  },
  ownListSave: { ja: '保存', en: 'Save' },
  ownListSaved: { ja: '保存しました。', en: 'Saved.' },
  pull: { ja: '取得型の配信', en: 'Pull channels' },
  pullLead: {
    ja: '次の入口から、登録なしで取得できます。TLP:CLEARを超えるものにはAPIトークンが必要です。',
    en: 'Fetch from these without a subscription. Above TLP:CLEAR an API token is needed.',
  },
  pullTaxii: { ja: 'TAXII 2.1（SIEM・脅威情報基盤向け）', en: 'TAXII 2.1, for a SIEM or a threat intelligence platform' },
  pullMisp: { ja: 'MISPフィード（MISPにはこのアドレスを登録）', en: 'MISP feed, the address to give to MISP' },
  pullCsv: { ja: 'インディケータの一覧（CSV、表計算ソフト用）', en: 'Every indicator, as CSV for spreadsheets' },
  pullList: {
    ja: '遮断用の一覧（1行に1件。ipv4・ipv6・urls・sha256 なども同様）',
    en: 'What to block, one a line; also ipv4, ipv6, urls, sha256 and others',
  },
  pullAtom: { ja: '警報のAtomフィード', en: 'Warnings, for feed readers (Atom)' },
  pullStream: { ja: '警報の配信ストリーム（server-sent events）', en: 'Warnings as they are published (server-sent events)' },
  unsubscribeTitle: { ja: '配信の一時停止', en: 'Pause mails' },
  unsubscribeLead: {
    ja: 'このメールの配信を一時停止します。受信済みの警報の撤回は、引き続きお知らせします。',
    en: 'This pauses the mails of one subscription. If a warning that you got is recalled, you will still be told.',
  },
  unsubscribed: { ja: '配信を一時停止しました', en: 'The mails are paused' },
  unsubscribedNext: {
    ja: '配信を登録した組織にも、その旨をお知らせしました。再開するには、サインインの上、配信登録のページで「再開」を選択してください。停止中に公開された警報は、警報のページでご覧いただけます。',
    en: 'The organisation of this subscription has been told. To resume, sign in and press “Resume” on its page. Warnings of the meantime are on the page of warnings.',
  },
  unsubscribedResume: { ja: '配信登録のページを開く', en: 'Open the page of this subscription' },
  linkBroken: {
    ja: 'リンクが正しくありません。メールのリンクをもう一度開いてください。',
    en: 'This link is not whole. Open the one in the mail again.',
  },
} as const satisfies TextSet

/** States of a subscription. */
export const stateNames: Readonly<Record<SubscriptionState, LocalText>> = {
  unconfirmed: { ja: '確認待ち', en: 'Waiting for confirmation' },
  active: { ja: '配信中', en: 'Active' },
  paused: { ja: '一時停止中', en: 'Paused' },
}

/** When messages go. */
export const cadenceNames: Readonly<Record<Cadence, LocalText>> = {
  'at-once': { ja: '公開の都度', en: 'At once' },
  hourly: { ja: '1時間ごとにまとめて', en: 'Hourly digest' },
  daily: { ja: '1日1回まとめて', en: 'Daily digest' },
}

/** Forms of messages. */
export const formNames: Readonly<Record<Form, LocalText>> = {
  text: { ja: 'テキスト', en: 'Plain text' },
  json: { ja: 'Standard Webhooks形式のJSON', en: 'Standard Webhooks JSON' },
  slack: { ja: 'Slack向け', en: 'Slack' },
  teams: { ja: 'Microsoft Teams向け', en: 'Microsoft Teams' },
}

/** Kinds of attack. */
export const subscribedKindNames: Readonly<Record<SubscribedKind, LocalText>> = {
  ddos: { ja: 'DDoS攻撃', en: 'DDoS attack' },
  ransomware: { ja: 'ランサムウェア', en: 'Ransomware' },
  other: { ja: 'その他のサイバー攻撃', en: 'Other cyberattack' },
}

/** What a delivery is about. */
export const occasionNames: Readonly<Record<string, LocalText>> = {
  warning: { ja: '警報', en: 'Warning' },
  digest: { ja: '警報のまとめ', en: 'Digest' },
  'subscription-note': { ja: 'テスト又は確認コード', en: 'Test or code' },
}

/** What became of a delivery. */
export const deliveryStateNames: Readonly<Record<'waiting' | 'sent' | 'dropped' | 'given-up' | 'bundled', LocalText>> = {
  waiting: { ja: '配信待ち', en: 'Waiting' },
  sent: { ja: '配信済み', en: 'Delivered' },
  dropped: { ja: '配信不要', en: 'Not needed any more' },
  'given-up': { ja: '配信断念', en: 'Given up' },
  bundled: { ja: 'まとめて配信', en: 'Goes with a digest' },
}
