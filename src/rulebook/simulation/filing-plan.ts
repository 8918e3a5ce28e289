import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { isInstant } from '../answer-value.ts'
import type { Filing, FilingPlan } from './incident.ts'
import { incidentText } from './incident-text.ts'

/** What is wrong with an entry of a filing plan: where, below the plan, and what was expected. */
export type PlanFault = { readonly path: readonly string[]; readonly message: LocalText }

/** A plan that was read, or every fault of it. */
export type ReadPlan = { readonly plan: FilingPlan } | { readonly faults: readonly PlanFault[] }

/** Ids of the laws that the rule sets state, without which a misspelt one would count for nothing unnoticed. */
export type KnownLaws = ReadonlySet<string>

/**
 * Returns when the stages of one incident are reported: by stage, or by law and stage, an instant (RFC 3339), a duration after the start of the
 * stage's clock (ISO 8601 in weeks, days of 24 hours, hours, minutes and seconds), or `never`.
 *
 * @param input Comes from a file and may be anything that JSON can carry.
 */
export function readFilingPlan(input: JsonValue, laws: KnownLaws): ReadPlan {
  if (!isJsonObject(input)) return { faults: [{ path: [], message: incidentText.expectedPlan }] }
  const plan = new Map<string, Filing>()
  const faults: PlanFault[] = []
  for (const [key, value] of Object.entries(input)) {
    const filing = readFiling(value)
    if (!isStageKey(key, laws)) faults.push({ path: [key], message: incidentText.expectedStage })
    else if (filing === null) faults.push({ path: [key], message: incidentText.expectedFiling })
    else plan.set(key, filing)
  }
  return faults.length > 0 ? { faults } : { plan }
}

/** Returns `plan` as JSON, in the form that {@link readFilingPlan} reads. */
export function filingPlanJson(plan: FilingPlan): JsonObject {
  return Object.fromEntries([...plan].map(([key, filing]): [string, string] => [key, filingText(filing)]))
}

function filingText(filing: Filing): string {
  switch (filing.kind) {
    case 'never':
      return 'never'
    case 'at':
      return filing.at.toString()
    case 'after':
      return Temporal.Duration.from({ milliseconds: filing.milliseconds }).round({ largestUnit: 'hour' }).toString()
  }
}

const stages: ReadonlySet<string> = new Set(['initial', 'update', 'detailed', 'final'])

/** Tells whether `key` names a stage, alone or behind a law that is known. */
export function isStageKey(key: string, laws: KnownLaws): boolean {
  const [first = '', second, ...more] = key.split('/')
  if (second === undefined) return stages.has(first)
  return more.length === 0 && laws.has(first) && stages.has(second)
}

function readFiling(value: JsonValue): Filing | null {
  if (typeof value !== 'string') return null
  if (value === 'never') return { kind: 'never' }
  if (isInstant(value)) return { kind: 'at', at: Temporal.Instant.from(value) }
  const milliseconds = readDelay(value)
  return milliseconds === null ? null : { kind: 'after', milliseconds }
}

const hourMs = 3_600_000
/** A hundred years, far within what instants can carry. */
const longestDelay = 100 * 366 * 24 * hourMs

/** Returns the milliseconds of an ISO 8601 duration without years and months, or null where `text` is none. */
export function readDelay(text: string): number | null {
  if (!/^P[0-9A-Z.]{1,40}$/u.test(text)) return null
  try {
    const { years, months, weeks, days, hours, minutes, seconds, milliseconds } = Temporal.Duration.from(text)
    if (years !== 0 || months !== 0) return null
    const whole = (weeks * 7 + days) * 24 * hourMs + hours * hourMs + minutes * 60_000 + seconds * 1000 + milliseconds
    return whole >= 0 && whole <= longestDelay ? whole : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
