import type { LocalText } from '#base/language.ts'
import type { IndicatorRole } from './indicator.ts'
import type { RefusalReason } from './refusal.ts'

/** Sentences that tell a person why a value was not taken over as an indicator. */
export const refusalTexts: Readonly<Record<RefusalReason, LocalText>> = {
  NOT_AN_ADDRESS: {
    ja: 'IPアドレス又はアドレス範囲として読み取れません。',
    en: 'This is not an IP address or a range of addresses.',
  },
  NOT_A_DOMAIN: {
    ja: 'ドメイン名として読み取れません。',
    en: 'This is not a domain name.',
  },
  SUFFIX_UNKNOWN: {
    ja: '末尾が既知のトップレベルドメインではありません。',
    en: 'The name does not end in a known top-level domain.',
  },
  SUFFIX_ALONE: {
    ja: '登録用の上位ドメインそのものであり、特定の相手を示しません。',
    en: 'This is a public suffix, under which anybody can register; it points at nobody in particular.',
  },
  NOT_A_URL: {
    ja: 'URLとして読み取れません。',
    en: 'This is not a URL.',
  },
  SCHEME_MISSING: {
    ja: '「https://」等がないため、URLとしては取り込めません。ホスト名のみ取り込みました。',
    en: 'Without "https://" or the like this is no complete URL; only the host was taken over.',
  },
  NOT_AN_EMAIL: {
    ja: '電子メールアドレスとして読み取れません。',
    en: 'This is not an e-mail address.',
  },
  NOT_A_HASH: {
    ja: 'ハッシュ値の桁数又は文字が正しくありません。',
    en: 'The length or the characters do not fit this kind of hash.',
  },
  HASH_KIND_UNSUPPORTED: {
    ja: '対応していない種類のハッシュ値です（MD5、SHA-1、SHA-256に対応しています）。',
    en: 'This kind of hash is not supported (MD5, SHA-1 and SHA-256 are).',
  },
  NOT_A_FILE_NAME: {
    ja: 'ファイル名として読み取れません。',
    en: 'This is not a file name.',
  },
  NOT_A_CVE: {
    ja: 'CVE番号として読み取れません。',
    en: 'This is not a CVE id.',
  },
  VALUE_MISSING: {
    ja: '値がありません。',
    en: 'There is no value.',
  },
  VALUE_TOO_LONG: {
    ja: '値が長すぎます。',
    en: 'The value is too long.',
  },
  TYPE_UNKNOWN: {
    ja: '種類が分かりません。',
    en: 'The type is not known.',
  },
  TECHNIQUE_UNNUMBERED: {
    ja: 'ATT&CKの技術番号が付いていません。',
    en: 'The technique has no ATT&CK id.',
  },
  PATTERN_UNREADABLE: {
    ja: 'STIXのパターンとして読み取れません。',
    en: 'This is not a STIX pattern.',
  },
  PATTERN_NEGATED: {
    ja: '「～ではない」という条件であり、検知対象の値を示しません。',
    en: 'The condition is negated, so it names no value to look for.',
  },
  PATTERN_OPERATOR_UNSUPPORTED: {
    ja: '一致以外の条件（あいまい検索、大小比較等）は取り込めません。',
    en: 'Conditions other than equality (wildcards, comparisons of size and the like) cannot be taken over.',
  },
  OBJECT_MALFORMED: {
    ja: '必要な項目を欠くため読み取れません。',
    en: 'A required part is missing.',
  },
}

/** Names of the parts that an indicator can play. */
export const roleTexts: Readonly<Record<IndicatorRole, LocalText>> = {
  source: { ja: '攻撃元', en: 'Source of the attack' },
  destination: { ja: '通信先', en: 'Connected to' },
  delivery: { ja: '配布元', en: 'Delivers the malicious file' },
  payload: { ja: '不正なファイル', en: 'Malicious file' },
  sender: { ja: '送信元', en: 'Sender' },
  recipient: { ja: '宛先', en: 'Recipient' },
  target: { ja: '攻撃対象', en: 'Target' },
  weakness: { ja: '悪用された脆弱性', en: 'Exploited weakness' },
}
