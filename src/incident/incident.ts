import type { JsonObject } from '#base/canonical-json.ts'

/** The case: what the server knows of one attack on one operator. Instants are ISO 8601 in UTC. */
export type Incident = {
  readonly id: string
  /** Kind of form: `ddos`, `ransomware`, `other`, or `unknown`. */
  readonly kind: string
  /** Stage of the latest report. */
  readonly stage: string
  /** Number of reports so far. */
  readonly revision: number
  readonly openedAt: string
  readonly latestReportAt: string
  /** The earliest instant at which something is still owed, or null. */
  readonly nextDueAt: string | null
  /** The handling part of the latest report. */
  readonly summary: JsonObject
}
