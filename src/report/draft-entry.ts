import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import { emptyDate, emptyDateTime, datePartsOf, dateTimePartsOf, type DateParts, type DateTimeParts } from '#ui/date-parts.ts'
import { unknown } from '#rulebook/answer-value.ts'
import type { CoreField, LegalFact, RecordItem } from '#rulebook/core-field-schema.ts'
import { durationPartsOf, emptyDuration, type DurationParts } from './duration-parts.ts'

/** A field of the common core, one key of its records, or a fact that laws turn on: what an entry is made for. */
export type Shape = CoreField | LegalFact | RecordItem

/** What a person has put into the controls of a field, whether or not it makes an answer yet. */
export type Typed =
  | { readonly kind: 'choice'; readonly code: string | null }
  | { readonly kind: 'choices'; readonly codes: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  /** Several values, one a line. */
  | { readonly kind: 'lines'; readonly text: string }
  /** `exact` is the instant as it came, kept while nobody changes the fields, which show minutes alone. */
  | { readonly kind: 'instant'; readonly parts: DateTimeParts; readonly exact: string | null }
  | { readonly kind: 'date'; readonly parts: DateParts }
  | { readonly kind: 'duration'; readonly parts: DurationParts; readonly exact: string | null }
  | { readonly kind: 'records'; readonly records: readonly EntryRecord[] }
  /** Values that a program read, such as indicators; there may be thousands. */
  | { readonly kind: 'values'; readonly values: readonly JsonValue[] }

/** One record of a field that lists records: an entry for each of its keys. */
export type EntryRecord = Readonly<Record<string, Entry>>

/** What a person has entered for one field: the state of its controls, or "not known yet", or that there is none. */
export type Entry = { readonly mark: 'unknown' | 'none' | null; readonly typed: Typed }

/** The field whose values are read from text and files, not typed one by one. */
export const indicatorField = 'ioc'

/** Returns the entry of a field that nobody has touched: nothing is chosen, nothing is assumed. */
export function emptyEntry(shape: Shape): Entry {
  return { mark: null, typed: emptyTyped(shape) }
}

function emptyTyped(shape: Shape): Typed {
  switch (shape.type) {
    case 'code':
    case 'yes-no':
      return { kind: 'choice', code: null }
    case 'codes':
      return { kind: 'choices', codes: [] }
    case 'text':
    case 'identifier':
    case 'number':
      return { kind: 'text', text: '' }
    case 'texts':
    case 'identifiers':
      return { kind: 'lines', text: '' }
    case 'instant':
      return { kind: 'instant', parts: emptyDateTime, exact: null }
    case 'date':
      return { kind: 'date', parts: emptyDate }
    case 'duration':
      return { kind: 'duration', parts: emptyDuration, exact: null }
    case 'records':
      return shape.id === indicatorField ? { kind: 'values', values: [] } : { kind: 'records', records: [] }
  }
}

/** Returns a record in which nothing is entered. */
export function emptyRecord(items: readonly RecordItem[]): EntryRecord {
  return Object.fromEntries(items.map((item) => [item.key, emptyEntry(item)]))
}

/**
 * Returns the entry that shows an answer, so that reading it gives the same answer again.
 *
 * @param value As `checkAnswers` returned it; anything else gives an empty entry.
 */
export function entryOf(shape: Shape, value: JsonValue): Entry {
  const empty = emptyEntry(shape)
  if (value === unknown) return { ...empty, mark: 'unknown' }
  if (isJsonList(value) && value.length === 0) return { ...empty, mark: 'none' }
  return { mark: null, typed: typedOf(shape, value) ?? empty.typed }
}

function typedOf(shape: Shape, value: JsonValue): Typed | null {
  switch (shape.type) {
    case 'code':
    case 'yes-no':
      return typeof value === 'string' ? { kind: 'choice', code: value } : null
    case 'codes':
      return isJsonList(value) ? { kind: 'choices', codes: texts(value) } : null
    case 'text':
    case 'identifier':
      return typeof value === 'string' ? { kind: 'text', text: value } : null
    case 'number':
      return typeof value === 'number' ? { kind: 'text', text: numberText(value) } : null
    case 'texts':
    case 'identifiers':
      return isJsonList(value) ? { kind: 'lines', text: texts(value).join('\n') } : null
    case 'instant':
      return typeof value === 'string' ? typedInstant(value) : null
    case 'date':
      return typeof value === 'string' ? { kind: 'date', parts: datePartsOf(Temporal.PlainDate.from(value)) } : null
    case 'duration':
      return typeof value === 'string' ? { kind: 'duration', parts: durationPartsOf(value), exact: value } : null
    case 'records':
      if (!isJsonList(value)) return null
      if (shape.id === indicatorField) return { kind: 'values', values: value }
      return { kind: 'records', records: value.filter((record) => isJsonObject(record)).map((record) => recordOf(shape.items, record)) }
  }
}

function typedInstant(value: string): Typed {
  return { kind: 'instant', parts: dateTimePartsOf(Temporal.Instant.from(value)), exact: value }
}

function recordOf(items: readonly RecordItem[], record: JsonObject): EntryRecord {
  return Object.fromEntries(
    items.map((item) => {
      const value = Object.hasOwn(record, item.key) ? record[item.key] : undefined
      return [item.key, value === undefined ? emptyEntry(item) : entryOf(item, value)]
    }),
  )
}

function texts(values: readonly JsonValue[]): string[] {
  return values.filter((value) => typeof value === 'string')
}

// Plain digits, as people type them: 1e21 would not be read back.
function numberText(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 9 })
}
