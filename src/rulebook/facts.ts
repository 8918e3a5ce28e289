import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, textAt } from '#base/json-object.ts'
import { answerPointer, type AnswerProblem } from './answer-problem.ts'
import { problemText } from './answer-text.ts'
import { readValue, unknown } from './answer-value.ts'
import type { KnownFacts } from './condition.ts'
import { knownFacts } from './core-field.ts'
import { findFact } from './legal-fact.ts'

/** Facts about an operator and an incident: core field id to value; `unknown`, and a fact that is not there, leave it open. */
export type Facts = JsonObject

/** An extension or a suspension that an authority granted. */
export type Adjustment = {
  readonly kind: 'extension' | 'suspension'
  /** Start of a suspension; null where none is known. */
  readonly from: Temporal.Instant | null
  readonly until: Temporal.Instant
  readonly reason: string
  readonly authority: string
}

/** Facts as the engine uses them. */
export type ReadFacts = {
  /** Facts that conditions can use. */
  readonly known: KnownFacts
  /** Instants of clock events. */
  readonly instants: ReadonlyMap<string, Temporal.Instant>
  /** When each stage was reported before, in order of time, by `law id/stage`. */
  readonly sent: ReadonlyMap<string, readonly Temporal.Instant[]>
  /** When an authority received each report, in order of time, by `law id/stage`. */
  readonly received: ReadFacts['sent']
  /** Extensions and suspensions that were granted, by `law id/stage`. */
  readonly adjusted: ReadonlyMap<string, readonly Adjustment[]>
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
    const field = findFact(id)
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
  return {
    known: knownFacts(whole),
    instants: instantsOf(whole),
    sent: reportsAt(whole, 'rpt.sent'),
    received: reportsAt(whole, 'rpt.received'),
    adjusted: grantedAdjustments(whole),
    answered: new Set(answers.keys()),
    answers: whole,
    ignored,
  }
}

function refusal(code: 'ANSWERS_NOT_OBJECT' | 'FIELD_UNKNOWN', field: string): AnswerProblem {
  return { pointer: field === '' ? '' : answerPointer([field]), code, field, message: problemText[code]({ ja: '', en: '' }) }
}

function instantsOf(answers: Facts): ReadonlyMap<string, Temporal.Instant> {
  const instants = new Map<string, Temporal.Instant>()
  for (const [id, value] of Object.entries(answers)) {
    if (findFact(id)?.type === 'instant' && typeof value === 'string' && value !== unknown) instants.set(id, Temporal.Instant.from(value))
  }
  return instants
}

function recordsAt(answers: Facts, id: string): readonly JsonObject[] {
  const value = answers[id]
  return value !== undefined && isJsonList(value) ? value.filter((entry) => isJsonObject(entry)) : []
}

function instantOf(record: JsonObject, key: string): Temporal.Instant | null {
  const text = textAt(record, key)
  return text === null || text === unknown ? null : Temporal.Instant.from(text)
}

const noReports: ReadFacts['sent'] = new Map()

function reportsAt(answers: Facts, id: 'rpt.sent' | 'rpt.received'): ReadFacts['sent'] {
  const records = recordsAt(answers, id)
  if (records.length === 0) return noReports
  const byStage = Map.groupBy(records, stageKey)
  return new Map(
    [...byStage].map(([key, reports]) => [
      key,
      reports.flatMap((report) => instantOf(report, 'at') ?? []).toSorted((left, right) => Temporal.Instant.compare(left, right)),
    ]),
  )
}

function stageKey(record: JsonObject): string {
  return `${textAt(record, 'law') ?? ''}/${textAt(record, 'stage') ?? ''}`
}

const noAdjustments: ReadFacts['adjusted'] = new Map()

function grantedAdjustments(answers: Facts): ReadFacts['adjusted'] {
  const records = recordsAt(answers, 'rpt.adjusted')
  if (records.length === 0) return noAdjustments
  const byStage = Map.groupBy(records, stageKey)
  return new Map([...byStage].map(([key, entries]) => [key, entries.flatMap((entry) => adjustmentOf(entry) ?? [])]))
}

function adjustmentOf(record: JsonObject): Adjustment | null {
  const kind = textAt(record, 'kind')
  const until = instantOf(record, 'until')
  if ((kind !== 'extension' && kind !== 'suspension') || until === null) return null
  return {
    kind,
    until,
    from: instantOf(record, 'from'),
    reason: textAt(record, 'reason') ?? '',
    authority: textAt(record, 'authority') ?? '',
  }
}
