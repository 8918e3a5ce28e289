/** Reasons for which a single value does not become an indicator. */
export const refusalReasons = [
  'NOT_AN_ADDRESS',
  'NOT_A_DOMAIN',
  'SUFFIX_UNKNOWN',
  'SUFFIX_ALONE',
  'NOT_A_URL',
  'SCHEME_MISSING',
  'NOT_AN_EMAIL',
  'NOT_A_HASH',
  'HASH_KIND_UNSUPPORTED',
  'NOT_A_FILE_NAME',
  'NOT_A_CVE',
  'VALUE_MISSING',
  'VALUE_TOO_LONG',
  'TYPE_UNKNOWN',
  'TECHNIQUE_UNNUMBERED',
  'PATTERN_UNREADABLE',
  'PATTERN_NEGATED',
  'PATTERN_OPERATOR_UNSUPPORTED',
  'OBJECT_MALFORMED',
] as const

/** Reason for which a single value does not become an indicator. */
export type RefusalReason = (typeof refusalReasons)[number]
