import type { Clearance } from '#identity/actor.ts'
import type { WarningAct } from '#warning/warning.ts'
import type { ShownCounts } from './sighting.ts'

/** A warning that came of an incident, in its newest version. */
export type OutcomeWarning = {
  readonly warningId: string
  readonly act: WarningAct
  readonly tlp: Clearance
  /** Release ticks of its first and its newest version, ISO 8601. */
  readonly publishedAt: string
  readonly changedAt: string
  readonly indicators: number
  readonly confirmed: number
  readonly takenBack: number
}

/** What one warning achieved. */
export type WarningOutcome = OutcomeWarning & {
  /** Organisations that may read it; null for fewer than three, as all numbers here. */
  readonly readers: number | null
  /** Organisations that have fetched it or to which it was delivered. */
  readonly warned: number | null
  /** Answers of the latest daily table. */
  readonly answers: ShownCounts
}

/** What the reports of one incident achieved. */
export type Outcome = {
  /** The latest daily table, ISO 8601; null before the first. */
  readonly countedAt: string | null
  readonly warnings: readonly WarningOutcome[]
}
