import type { LocalText } from '#base/language.ts'
import type { IdentifierKind } from '#operator/identifier-pattern.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { PersonalDataKind } from './gate/personal-data.ts'
import type { SecretKind } from './gate/secret-data.ts'
import type { ClosingReason } from './held-closure.ts'

/** Words of the page of what the release gate holds. */
export const heldText = {
  title: { ja: '公開保留中の情報', en: 'Held by the release gate' },
  lead: {
    ja: '共有情報のうち、公開審査により警報としての公開が保留されたものです。新しい順に並びます。報告した組織名は表示されません。',
    en: 'Shareable parts that the release gate did not let out as warnings, latest first. Who reported them is not shown.',
  },
  empty: { ja: '公開を保留している情報はありません。', en: 'Nothing is held.' },
  item: { ja: '{kind}（{date}に保留）', en: '{kind} (held {date})' },
  unknownKind: { ja: '公開できる内容なし', en: 'Nothing that may be released' },
  report: { ja: '報告番号', en: 'Report number' },
  decided: { ja: '審査日時', en: 'Judged at' },
  reasons: { ja: '審査結果', en: 'What the gate found' },
  effect: { ja: '扱い', en: 'Effect' },
  reason: { ja: '理由', en: 'Reason' },
  places: { ja: '該当箇所', en: 'Where' },
  wholeReport: { ja: '報告全体', en: 'The report as a whole' },
  entry: { ja: '{field}の{entry, number}件目', en: '{field}, entry {entry, number}' },
  morePlaces: { ja: 'ほか{count, number}か所', en: 'and {count, number} more' },
  unknownReason: { ja: 'その他の理由（{code}）', en: 'Another reason ({code})' },
  aboutIdentifier: { ja: '検出された情報の種類：{kind}', en: 'Kind of identifier: {kind}' },
  aboutList: { ja: '一覧：{list}', en: 'List: {list}' },
  aboutEmbargo: { ja: '期限：{date}', en: 'Until: {date}' },
  aboutKind: { ja: '種類：{kind}', en: 'Kind: {kind}' },
  proposed: { ja: '代わりに公開できる表現の案：{forms}', en: 'Could be said instead: {forms}' },
  used: { ja: '代わりに用いた表現：{forms}', en: 'Used instead: {forms}' },
  forAll: { ja: '重要インフラ全般を対象とする', en: 'for all critical infrastructure' },
  openEnded: { ja: '期限の定めなし', en: 'No end is set' },
  preview: { ja: '公開できる内容を確認', en: 'See what could go out' },
  noPreview: {
    ja: '同意がないこと又はTLP:REDであることなどにより、公開できる内容はありません。',
    en: 'Nothing may go out, for want of consent, for TLP:RED, or because nothing is left.',
  },
  draft: { ja: 'この内容から警報を起案', en: 'Draft a warning from this' },
  toDraft: { ja: '起案を開く', en: 'Open the draft' },
  ofReport: { ja: '（報告番号{report}）', en: ' (report {report})' },
  which: { ja: '表示する情報', en: 'Show' },
  waiting: { ja: '保留中のもの', en: 'What is held' },
  closed: { ja: '警報を出さずに終了したもの', en: 'What was closed without a warning' },
  emptyClosed: { ja: '警報を出さずに終了したものはありません。', en: 'Nothing was closed without a warning.' },
  close: { ja: '警報を出さずに終了', en: 'Close without a warning' },
  closeLead: {
    ja: '終了すると、この情報から警報を起案することはできなくなります。終了した者、日時及び理由を記録します。',
    en: 'Once closed, no warning can be drafted from this. Who closed it, when and why is kept.',
  },
  closeReason: { ja: '警報を出さない理由', en: 'Why nobody is to be warned' },
  closeNote: { ja: '補足', en: 'Note' },
  closeNoteHint: {
    ja: '報告を受けた所管機関にのみ表示されます。「その他」の場合は必ず記入してください。',
    en: 'Only authorities that received the report see it. Needed where the reason is “other”.',
  },
  closeSure: { ja: '終了する', en: 'Close it' },
  cancel: { ja: 'やめる', en: 'Cancel' },
  closedReason: { ja: '終了の理由', en: 'Why it was closed' },
  closedBy: { ja: '終了した者', en: 'Closed by' },
  closedByValue: { ja: '{organisation}　{name}', en: '{name}, {organisation}' },
  closedAt: { ja: '終了日時', en: 'Closed' },
  more: { ja: '以前のものを表示', en: 'Show earlier ones' },
} as const satisfies TextSet

/** Why nobody is to be warned of a held part. */
export const closingReasonNames = {
  'known-already': { ja: '既に公開した警報又は公知の情報に含まれる', en: 'Already in a warning or publicly known' },
  'no-attack': { ja: 'サイバー攻撃によるものではない', en: 'It was no attack' },
  'of-no-use': { ja: '他の組織の備えに役立つ情報がない', en: 'Nothing in it helps others' },
  'not-safe': { ja: '報告した組織を特定されずに公開することができない', en: 'It cannot be said without pointing to the reporter' },
  other: { ja: 'その他', en: 'Other' },
} as const satisfies Readonly<Record<ClosingReason, LocalText>>

/** Kinds of identifiers by which a text may name an operator. */
export const identifierKindNames = {
  name: { ja: '名称', en: 'Name' },
  abbreviation: { ja: '略称', en: 'Abbreviation' },
  domain: { ja: 'ドメイン名', en: 'Domain name' },
  address: { ja: 'IPアドレス', en: 'IP address' },
  host: { ja: 'ホスト名', en: 'Host name' },
  'corporate-number': { ja: '法人番号', en: 'Corporate number' },
  person: { ja: '担当者の氏名', en: 'Name of a person' },
} as const satisfies Readonly<Record<IdentifierKind, LocalText>>

/** Kinds of personal data and of secrets by which a part of a value is left out. */
export const faultKindNames = {
  'e-mail': { ja: '電子メールアドレス', en: 'E-mail address' },
  phone: { ja: '電話番号', en: 'Telephone number' },
  'my-number': { ja: '個人番号（マイナンバー）', en: 'Individual number' },
  card: { ja: 'クレジットカード等の番号', en: 'Card number' },
  name: { ja: '個人の氏名', en: 'Name of a person' },
  'user-name': { ja: '利用者名', en: 'User name' },
  'access-key': { ja: 'アクセスキー', en: 'Access key' },
  token: { ja: 'トークン', en: 'Token' },
  'private-key': { ja: '秘密鍵', en: 'Private key' },
  password: { ja: 'パスワード', en: 'Password' },
} as const satisfies Readonly<Record<PersonalDataKind | SecretKind, LocalText>>
