import { CodedError } from '#base/coded-error.ts'

/** Why a file or text of indicators was refused as a whole. */
export type IndicatorErrorCode = 'INDICATOR_FILE_UNREADABLE' | 'INDICATOR_FILE_TOO_LARGE'

/** A file or text of indicators that was refused as a whole. Names the file and what was expected. */
export class IndicatorError extends CodedError<IndicatorErrorCode> {}
