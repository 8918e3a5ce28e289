import { CodedError } from '#base/coded-error.ts'

/** Why a warning was refused. */
export type WarningErrorCode =
  | 'WARNING_MALFORMED'
  | 'WARNING_UNSIGNED'
  | 'WARNING_ALTERED'
  | 'WARNING_DIRECTORY_NEEDED'
  | 'WARNING_GATE_UNKNOWN'

/** A warning that proves nothing. The message repeats nothing of it. */
export class WarningError extends CodedError<WarningErrorCode> {}
