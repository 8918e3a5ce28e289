import type { ReadFacts } from '#rulebook/facts.ts'
import type { ClockInstants } from './clock-instants.ts'
import type { GrantedAdjustment, Obligation } from './obligation.ts'

/** What is owed for an incident, with the instants that its clocks go by. */
export type Owed = { readonly obligations: readonly Obligation[]; readonly clockInstants: ClockInstants }

/** A report as far as it bears on what is owed. */
export type FiledStage = {
  readonly incidentId: string
  /** Stage of the report, or `withdrawal`. */
  readonly stage: string
  readonly filedAt: string
  /** Readable answers of the report, with the sectors and designations of the operator. */
  readonly facts: ReadFacts
  /** Ids of the authorities that can open the report, by the code under which rulebooks name them. */
  readonly reached: ReadonlyMap<string, string>
}

/** What was owed before, and what has been granted since; nothing of either for a first report. */
export type OwedBefore = Owed & { readonly adjustments: readonly GrantedAdjustment[] }
