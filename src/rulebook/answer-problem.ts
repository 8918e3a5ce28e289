import { pointerTo } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'

/** Why an answer was refused. */
export type AnswerProblemCode =
  | 'ANSWERS_NOT_OBJECT'
  | 'FIELD_UNKNOWN'
  | 'ANSWER_TYPE'
  | 'ANSWER_EMPTY'
  | 'ANSWER_CODE'
  | 'ANSWER_REPEATED'
  | 'ANSWER_EXCLUSIVE'
  | 'ANSWER_TOO_LONG'
  | 'ANSWER_TOO_MANY'
  | 'ANSWER_CHARACTERS'
  | 'ANSWER_PATTERN'
  | 'ANSWER_RANGE'
  | 'ANSWER_INSTANT'
  | 'ANSWER_DATE'
  | 'ANSWER_DURATION'
  | 'ITEM_UNKNOWN'
  | 'ITEM_MISSING'

/** One answer that does not fit its field. */
export type AnswerProblem = {
  /** JSON pointer to the value, for example `/ioc/3/type`. */
  readonly pointer: string
  readonly code: AnswerProblemCode
  /** Id of the field, or the empty string where the answers as a whole are meant. */
  readonly field: string
  readonly message: LocalText
}

/** A problem inside one value, before its field is named: `path` leads from the value to the fault. */
export type ValueProblem = {
  readonly path: readonly (string | number)[]
  readonly code: AnswerProblemCode
  readonly message: LocalText
}

/** Returns the JSON pointer that `path` leads to. */
export function answerPointer(path: readonly (string | number)[]): string {
  return path.reduce<string>(pointerTo, '')
}
