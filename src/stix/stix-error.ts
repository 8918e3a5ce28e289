import { CodedError } from '#base/coded-error.ts'

/** Why a STIX pattern or bundle was refused. */
export type StixErrorCode =
  | 'STIX_PATTERN_SYNTAX'
  | 'STIX_PATTERN_TOO_DEEP'
  | 'STIX_PATTERN_TOO_LONG'
  | 'STIX_BUNDLE_SHAPE'
  | 'STIX_OBJECT_INVALID'

/** A STIX pattern, object or bundle that was refused. Names the place and what was expected. */
export class StixError extends CodedError<StixErrorCode> {}
