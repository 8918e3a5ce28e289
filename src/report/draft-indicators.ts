import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, textAt } from '#base/json-object.ts'
import { indicatorAnswers, type IndicatorReading } from '#indicator/reading.ts'
import { coreField } from '#rulebook/core-field.ts'
import { entryIn, withEntry, type Draft } from './draft.ts'
import { indicatorField, type Entry } from './draft-entry.ts'

/** What taking over a reading came to. */
export type Takeover = {
  readonly draft: Draft
  /** Indicators that were not in the draft before. */
  readonly added: number
  /** Indicators that were there already. */
  readonly repeated: number
  /** Indicators beyond the largest number that a report holds; none of them was taken over. */
  readonly beyond: number
}

const techniqueField = 'tec.ttp'

/** Returns the indicators of a draft, each as an answer. */
export function indicatorsIn(draft: Draft): readonly JsonObject[] {
  const typed = draft.entries[indicatorField]?.typed
  return typed?.kind === 'values' ? typed.values.filter((value) => isJsonObject(value)) : []
}

/**
 * Returns the draft with the indicators and techniques of `reading`, and with the values that were refused.
 *
 * An indicator that is there already stays as it is. Nothing else of the draft changes.
 */
export function withReading(draft: Draft, reading: IndicatorReading): Takeover {
  const before = indicatorsIn(draft)
  const known = new Set(before.map(keyOf))
  const fresh = indicatorAnswers(reading.indicators).filter((value) => !known.has(keyOf(value)))
  const room = Math.max(0, largestNumber() - before.length)
  const taken = fresh.slice(0, room)
  const values: readonly JsonValue[] = [...before, ...taken]
  const entry: Entry = { mark: null, typed: { kind: 'values', values } }
  const withIndicators = values.length === 0 ? draft : withEntry(draft, indicatorField, entry)
  return {
    draft: { ...withTechniques(withIndicators, reading.techniques), refused: [...draft.refused, ...reading.refused] },
    added: taken.length,
    repeated: reading.indicators.length - fresh.length,
    beyond: fresh.length - taken.length,
  }
}

/** Returns the draft without the indicator at `index`. */
export function withoutIndicator(draft: Draft, index: number): Draft {
  const values = indicatorsIn(draft).filter((_, at) => at !== index)
  return withEntry(draft, indicatorField, { mark: null, typed: { kind: 'values', values } })
}

function keyOf(indicator: JsonObject): string {
  return `${textAt(indicator, 'type') ?? ''} ${textAt(indicator, 'value') ?? ''}`
}

function largestNumber(): number {
  const field = coreField(indicatorField)
  return field?.type === 'records' ? field.maximumItems : 0
}

function withTechniques(draft: Draft, techniques: readonly string[]): Draft {
  const field = coreField(techniqueField)
  if (field?.type !== 'identifiers' || techniques.length === 0) return draft
  const { typed } = entryIn(draft, field)
  const lines = typed.kind === 'lines' ? typed.text.split('\n').filter((line) => line.trim() !== '') : []
  const all = [...new Set([...lines, ...techniques])].slice(0, field.maximumItems)
  return withEntry(draft, field.id, { mark: null, typed: { kind: 'lines', text: all.join('\n') } })
}
