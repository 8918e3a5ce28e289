import { CodedError } from '#base/coded-error.ts'
import { pointerTo } from '#base/json-object.ts'

/** What can be wrong with the data of a rulebook, or with a call that does not fit it. */
export type RulebookErrorCode =
  | 'RULEBOOK_SHAPE'
  | 'RULEBOOK_REFERENCE'
  | 'RULEBOOK_REPEATED'
  | 'RULEBOOK_VALIDITY'
  | 'RULEBOOK_STAGE'
  | 'CONDITION_TOO_LONG'
  | 'CONDITION_TOO_DEEP'
  | 'CONDITION_SYNTAX'
  | 'CONDITION_REFUSED'
  | 'CONDITION_TYPE'
  | 'FACT_UNKNOWN'

/** Where in a rulebook a fault lies. */
export type RulebookPlace = {
  /** Name of the data file, below the folder of the rulebook. */
  readonly file: string
  /** JSON pointer into that file; the empty string is the whole file. */
  readonly pointer: string
}

/** A fault in a rulebook: the message names the place and the expected form. */
export class RulebookError extends CodedError<RulebookErrorCode> {
  readonly place: RulebookPlace | null

  constructor(code: RulebookErrorCode, message: string, options?: ErrorOptions & { place?: RulebookPlace }) {
    super(code, options?.place === undefined ? message : `${options.place.file}${options.place.pointer}: ${message}`, options)
    this.place = options?.place ?? null
  }
}

/** Returns the error of a fault at `path` in a data file of a rulebook. */
export function rulebookFault(
  code: RulebookErrorCode,
  at: { file: string; path: readonly (string | number)[] },
  message: string,
): RulebookError {
  return new RulebookError(code, message, { place: { file: at.file, pointer: at.path.reduce<string>(pointerTo, '') } })
}
