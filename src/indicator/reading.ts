import type { JsonObject } from '#base/canonical-json.ts'
import { strictestTlp, type TlpLevel } from '#stix/tlp-marking.ts'
import type { Indicator, IndicatorRole } from './indicator.ts'
import type { Observed } from './read-observable.ts'
import type { RefusalReason } from './refusal.ts'

/** Formats from which indicators are read. */
export type ReadingFormat = 'misp-event' | 'stix-bundle' | 'csv' | 'text'

/** How certain a source is of an indicator. */
export type IndicatorConfidence = 'low' | 'medium' | 'high'

/** What a source says about an indicator beside its value. */
export type IndicatorContext = {
  readonly role?: IndicatorRole
  /** Day, as in `2026-10-01`. */
  readonly firstSeen?: string
  readonly confidence?: IndicatorConfidence
  /** Whether the source means it for automatic detection. */
  readonly forDetection?: boolean
}

/** An indicator with what its source says about it, and where it stands there first: a JSON pointer, `line 3` or `row 3`. */
export type ReportedIndicator = Indicator & IndicatorContext & { readonly where: string }

/** A value that did not become an indicator, or of which only `kept` did. Long values are cut to 500 characters. */
export type RefusedValue = {
  readonly value: string
  readonly reason: RefusalReason
  readonly where: string
  readonly kept?: Indicator
}

/** Everything that a file or text held, so that nothing of it is lost silently. */
export type IndicatorReading = {
  readonly format: ReadingFormat
  /** Title that the source gives itself. */
  readonly title?: string
  /** Strictest TLP level found in the source. */
  readonly tlp?: TlpLevel
  /** Each indicator once, in the order of the source. */
  readonly indicators: readonly ReportedIndicator[]
  readonly refused: readonly RefusedValue[]
  /** ATT&CK ids such as `T1583.001`, each once, in order. */
  readonly techniques: readonly string[]
  readonly counts: ReadingCounts
}

/** How many values a source held and what became of them: `values` is the sum of all others. */
export type ReadingCounts = {
  readonly values: number
  /** Values that became an indicator for the first time, wholly or in part. */
  readonly indicators: number
  /** Values that named an indicator already found. */
  readonly duplicates: number
  /** Values of which nothing could be taken over; `refused` names each. */
  readonly refused: number
  /** Values that are no indicators by their kind, such as comments, by kind. */
  readonly notIndicators: Readonly<Record<string, number>>
}

/** Collects what is found in one source. */
export class ReadingCollector {
  readonly #indicators = new Map<string, ReportedIndicator>()
  readonly #refused: RefusedValue[] = []
  readonly #techniques = new Set<string>()
  readonly #notIndicators = new Map<string, number>()
  readonly #tlp: TlpLevel[] = []
  #values = 0
  #duplicates = 0
  #refusedCount = 0

  /** Notes what one value came to. */
  observe(observed: Observed, place: { readonly value: string; readonly where: string } & IndicatorContext): void {
    this.#values++
    const { value, where, ...context } = place
    const { indicator, refusal } = observed
    if (indicator !== null) this.#add({ ...indicator, ...context, where })
    else this.#refusedCount++
    if (refusal !== null) this.#name({ value, reason: refusal, where, ...(indicator === null ? {} : { kept: indicator }) })
  }

  /** Notes one value that could not be read at all. */
  refuse(reason: RefusalReason, place: { readonly value: string; readonly where: string }): void {
    this.observe({ indicator: null, refusal: reason }, place)
  }

  /** Notes one value, or `count` of them, of a kind that is no indicator. */
  skip(kind: string, count = 1): void {
    if (count === 0) return
    const name = kind.slice(0, 80)
    this.#values += count
    this.#notIndicators.set(name, (this.#notIndicators.get(name) ?? 0) + count)
  }

  /** Notes a technique by its ATT&CK id. */
  technique(id: string): void {
    this.#techniques.add(id)
  }

  /** Notes a marking of the source. */
  mark(level: TlpLevel | null): void {
    if (level !== null) this.#tlp.push(level)
  }

  /** Returns everything that was noted. */
  reading(format: ReadingFormat, title: string | null = null): IndicatorReading {
    const tlp = strictestTlp(this.#tlp)
    const duplicates = this.#duplicates
    return {
      format,
      ...(title === null ? {} : { title }),
      ...(tlp === null ? {} : { tlp }),
      indicators: [...this.#indicators.values()],
      refused: this.#refused,
      techniques: [...this.#techniques],
      counts: {
        values: this.#values,
        indicators: this.#indicators.size,
        duplicates,
        refused: this.#refusedCount,
        notIndicators: Object.fromEntries(this.#notIndicators),
      },
    }
  }

  #add(indicator: ReportedIndicator): void {
    const key = `${indicator.type} ${indicator.value}`
    const known = this.#indicators.get(key)
    if (known !== undefined) this.#duplicates++
    this.#indicators.set(key, known === undefined ? indicator : merged(known, indicator))
  }

  #name(refused: RefusedValue): void {
    this.#refused.push({ ...refused, value: refused.value.slice(0, 500).toWellFormed() })
  }
}

/** Returns `known` with what `again` adds: anything it lacked, the earlier day, and detection if either asks for it. */
function merged(known: ReportedIndicator, again: ReportedIndicator): ReportedIndicator {
  const days = [known.firstSeen, again.firstSeen].filter((day) => day !== undefined).toSorted()
  return {
    ...again,
    ...known,
    ...(days[0] === undefined ? {} : { firstSeen: days[0] }),
    ...(known.forDetection === true || again.forDetection === true ? { forDetection: true } : {}),
  }
}

/** Returns the day of an instant or date written as in RFC 3339, or null if `text` begins with none. */
export function dayOf(text: string | null): string | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0] ?? null
  if (day === null) return null
  try {
    return Temporal.PlainDate.from(day).toString()
  } catch {
    return null
  }
}

/** Returns the indicators as answers to the field `ioc` of a report. */
export function indicatorAnswers(indicators: readonly ReportedIndicator[]): JsonObject[] {
  return indicators.map(({ type, value, role, firstSeen, confidence }) => ({
    type,
    value,
    ...(role === undefined ? {} : { role }),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(confidence === undefined ? {} : { confidence }),
  }))
}
