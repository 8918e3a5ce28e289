import type { JsonValue } from '#base/canonical-json.ts'
import type { LocalText } from '#base/language.ts'
import type { ValueProblem } from '#rulebook/answer-problem.ts'
import { isInstant, readValue, unknown } from '#rulebook/answer-value.ts'
import type { RecordItem } from '#rulebook/core-field-schema.ts'
import { readDate, readDateTime, type DatePart, type DateReading } from '#ui/date-parts.ts'
import { dateProblemText } from './date-problem.ts'
import type { Entry, EntryRecord, Shape, Typed } from './draft-entry.ts'
import { readDuration, type DurationPart } from './duration-parts.ts'
import { draftText } from './draft-text.ts'

/** What is wrong with an entry. */
export type EntryProblem = {
  /** Leads from the field to the control: nothing for a plain field, index and key for a key of a record. */
  readonly path: readonly (string | number)[]
  readonly message: LocalText
  /** The one part of a date or a length of time that is wrong, where it is one. */
  readonly part?: DatePart | DurationPart
}

/** What an entry amounts to: nothing, an answer in normal form, or what is wrong with it. */
export type EntryReading =
  | { readonly state: 'empty' }
  | { readonly state: 'read'; readonly value: JsonValue }
  | { readonly state: 'wrong'; readonly problems: readonly EntryProblem[] }

const known = new WeakMap<Entry, { readonly shape: Shape; readonly reading: EntryReading }>()

/** Returns what `entry` amounts to as an answer to `shape`. The same entry is read once, so that long lists cost nothing at each key press. */
export function readEntry(shape: Shape, entry: Entry): EntryReading {
  const found = known.get(entry)
  if (found !== undefined && found.shape === shape) return found.reading
  const reading = readAnew(shape, entry)
  known.set(entry, { shape, reading })
  return reading
}

function readAnew(shape: Shape, entry: Entry): EntryReading {
  if (entry.mark === 'unknown') return { state: 'read', value: unknown }
  if (entry.mark === 'none') return readInto(shape, [])
  return readTyped(shape, entry.typed)
}

function readTyped(shape: Shape, typed: Typed): EntryReading {
  switch (typed.kind) {
    case 'choice':
      return typed.code === null ? empty : readInto(shape, typed.code)
    case 'choices':
      return typed.codes.length === 0 ? empty : readInto(shape, typed.codes)
    case 'text':
      return typed.text.trim() === '' ? empty : readInto(shape, typed.text)
    case 'lines':
      return readLines(shape, typed.text)
    case 'instant': {
      const reading = readDateTime(typed.parts)
      if (typed.exact !== null && isInstant(typed.exact) && reading.state === 'read' && isSameMinute(typed.exact, reading.value))
        return readInto(shape, typed.exact)
      return readMoment(shape, reading, (value) => value.toString({ timeZoneName: 'never', smallestUnit: 'minute' }))
    }
    case 'date':
      return readMoment(shape, readDate(typed.parts), String)
    case 'duration':
      return readTypedDuration(shape, typed)
    case 'records':
      return shape.type === 'records' ? readRecords(shape, typed.records) : empty
    case 'values':
      return typed.values.length === 0 ? empty : readInto(shape, typed.values)
  }
}

const empty: EntryReading = { state: 'empty' }

function readInto(shape: Shape, value: JsonValue): EntryReading {
  const read = readValue(shape, value)
  return 'value' in read ? { state: 'read', value: read.value } : { state: 'wrong', problems: read.problems.map(plainProblem) }
}

function plainProblem({ path, message }: ValueProblem): EntryProblem {
  return { path, message }
}

function readLines(shape: Shape, text: string): EntryReading {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0) return empty
  const reading = readInto(shape, lines)
  // All lines share one control: the place becomes part of the words.
  return reading.state === 'wrong' ? { state: 'wrong', problems: reading.problems.map(lineProblem) } : reading
}

function lineProblem({ path: [index], message }: EntryProblem): EntryProblem {
  if (typeof index !== 'number') return { path: [], message }
  return { path: [], message: draftText.inLine(index + 1, message) }
}

function isSameMinute(exact: string, shown: Temporal.ZonedDateTime): boolean {
  const minute = (instant: Temporal.Instant) => instant.round({ smallestUnit: 'minute', roundingMode: 'floor' })
  return minute(Temporal.Instant.from(exact)).equals(shown.toInstant())
}

function readMoment<Value>(shape: Shape, reading: DateReading<Value>, write: (value: Value) => string): EntryReading {
  switch (reading.state) {
    case 'empty':
      return empty
    case 'read':
      return readInto(shape, write(reading.value))
    case 'wrong':
      return { state: 'wrong', problems: [{ path: [], message: dateProblemText(reading), part: reading.part }] }
  }
}

function readTypedDuration(shape: Shape, typed: Extract<Typed, { kind: 'duration' }>): EntryReading {
  const reading = readDuration(typed.parts)
  if (reading.state === 'empty') return empty
  if (reading.state === 'wrong') return { state: 'wrong', problems: [{ path: [], message: draftText.durationWrong, part: reading.part }] }
  return readInto(shape, typed.exact ?? reading.value)
}

function readRecords(field: Extract<Shape, { type: 'records' }>, records: readonly EntryRecord[]): EntryReading {
  const values: JsonValue[] = []
  const problems: EntryProblem[] = []
  for (const [index, record] of records.entries()) {
    const read = readRecord(field.items, record)
    problems.push(...read.problems.map((problem) => ({ ...problem, path: [index, ...problem.path] })))
    if (read.problems.length > 0 || Object.keys(read.value).length === 0) continue
    const whole = readValue(field, [read.value])
    if ('problems' in whole) problems.push(...whole.problems.map(({ path, message }) => ({ path: [index, ...path.slice(1)], message })))
    else values.push(read.value)
  }
  if (problems.length > 0) return { state: 'wrong', problems }
  return values.length === 0 ? empty : readInto(field, values)
}

function readRecord(items: readonly RecordItem[], record: EntryRecord): { value: Record<string, JsonValue>; problems: EntryProblem[] } {
  const value: Record<string, JsonValue> = {}
  const problems: EntryProblem[] = []
  for (const item of items) {
    const entry = record[item.key]
    const reading: EntryReading = entry === undefined ? empty : readEntry(item, entry)
    if (reading.state === 'read') value[item.key] = reading.value
    if (reading.state === 'wrong') problems.push(...reading.problems.map((problem) => ({ ...problem, path: [item.key, ...problem.path] })))
  }
  return { value, problems }
}
