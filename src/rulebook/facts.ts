import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { answerPointer, type AnswerProblem } from './answer-problem.ts'
import { problemText } from './answer-text.ts'
import { readValue, unknown } from './answer-value.ts'
import type { KnownFacts } from './condition.ts'
import { coreField, knownFacts } from './core-field.ts'

/** Facts about an operator and an incident: core field id to value; `unknown`, and a fact that is not there, leave it open. */
export type Facts = JsonObject

/** Facts as the engine uses them. */
export type ReadFacts = {
  /** Facts that conditions can use. */
  readonly known: KnownFacts
  /** Instants of clock events. */
  readonly instants: ReadonlyMap<string, Temporal.Instant>
  /** Ids of the fields that were answered, be it with `unknown`. */
  readonly answered: ReadonlySet<string>
  /** Facts in normal form. */
  readonly answers: Facts
  /** Entries that do not fit their field; they count as unknown. */
  readonly ignored: readonly AnswerProblem[]
}

/**
 * Returns what `input` says, whatever it is: an entry that does not fit its field is set aside with its place and counts as unknown.
 *
 * @param input Comes from a client or a file and may be anything that JSON can carry.
 */
export function readFacts(input: JsonValue): ReadFacts {
  const ignored: AnswerProblem[] = []
  const answers = new Map<string, JsonValue>()
  if (!isJsonObject(input)) ignored.push(refusal('ANSWERS_NOT_OBJECT', ''))
  for (const [id, value] of Object.entries(isJsonObject(input) ? input : {})) {
    const field = coreField(id)
    if (field === null) {
      ignored.push(refusal('FIELD_UNKNOWN', id))
      continue
    }
    const read = readValue(field, value)
    if ('value' in read) answers.set(id, read.value)
    else
      ignored.push(...read.problems.map(({ path, code, message }) => ({ pointer: answerPointer([id, ...path]), code, field: id, message })))
  }
  const whole = Object.fromEntries(answers)
  return { known: knownFacts(whole), instants: instantsOf(whole), answered: new Set(answers.keys()), answers: whole, ignored }
}

function refusal(code: 'ANSWERS_NOT_OBJECT' | 'FIELD_UNKNOWN', field: string): AnswerProblem {
  return { pointer: field === '' ? '' : answerPointer([field]), code, field, message: problemText[code]({ ja: '', en: '' }) }
}

function instantsOf(answers: Facts): ReadonlyMap<string, Temporal.Instant> {
  const instants = new Map<string, Temporal.Instant>()
  for (const [id, value] of Object.entries(answers)) {
    if (coreField(id)?.type === 'instant' && typeof value === 'string' && value !== unknown) instants.set(id, Temporal.Instant.from(value))
  }
  return instants
}
