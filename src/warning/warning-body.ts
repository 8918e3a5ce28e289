import type { GateSignature } from '#key-directory/gate-key.ts'
import type { WarningAct, WarningContent, WarningStanding } from './warning.ts'

/** A warning as the API and the event stream carry it. */
export type WarningBody = WarningContent & {
  readonly id: string
  readonly version: number
  /** What this version does: it is the first, replaces the one before, or takes the warning back. */
  readonly act: WarningAct
  /** Where it stands on the day on which it is asked for; no part of what the gate signs. */
  readonly state: WarningStanding
  /** Place in the order of publication among the warnings that the reader may read. */
  readonly sequence: number
  /** The release tick, ISO 8601 in UTC. */
  readonly publishedAt: string
  /** Of the release gate, over everything but `sequence` and `state`; null for what was published before the gate had a key. */
  readonly signature: GateSignature | null
}
