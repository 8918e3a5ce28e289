import type { LocalText } from '#base/language.ts'

/** What one law asks of one operator for one incident at one stage. Instants are ISO 8601 in UTC. */
export type Obligation = {
  readonly incidentId: string
  readonly law: string
  readonly stage: string
  readonly rulebookVersion: string
  /** When the clock started; null while the start event is unknown. */
  readonly startsAt: string | null
  /** When the stage falls due; null where the law says "promptly" or the clock has not started. */
  readonly dueAt: string | null
  /** When the report that meets it was filed, or null. */
  readonly metAt: string | null
  /** Why it is owed and how the instant was reckoned, for people. */
  readonly explanation: readonly LocalText[]
}

/** Where a stage stands: nothing filed yet and time left, passed, filed in time, filed late, or owed without a limit. */
export type ObligationState = 'due' | 'overdue' | 'met' | 'late' | 'promptly'

/** Returns where `obligation` stands at `now`; a report filed at the very instant of the limit is in time. */
export function stateOf(obligation: Pick<Obligation, 'dueAt' | 'metAt'>, now: Temporal.Instant): ObligationState {
  const { dueAt, metAt } = obligation
  if (metAt !== null) return dueAt !== null && Temporal.Instant.compare(metAt, dueAt) > 0 ? 'late' : 'met'
  if (dueAt === null) return 'promptly'
  return Temporal.Instant.compare(now, dueAt) > 0 ? 'overdue' : 'due'
}

/** Returns the earliest instant at which one of `obligations` falls due that nothing has met yet, or null. */
export function nextDueAt(obligations: readonly Pick<Obligation, 'dueAt' | 'metAt'>[]): string | null {
  const open = obligations.flatMap(({ dueAt, metAt }) => (metAt === null && dueAt !== null ? [dueAt] : []))
  return open.toSorted((left, right) => Temporal.Instant.compare(left, right))[0] ?? null
}
