import type { ObligationState } from './obligation.ts'

/** How urgent an open stage is, most urgent first; the groups in which what is owed is shown. */
export const owedStandings = ['overdue', 'promptly', 'soon', 'later', 'waiting'] as const

/** Past its limit, owed without a limit, due within three days, due later, or its clock not started. */
export type OwedStanding = (typeof owedStandings)[number]

/** Hours before a limit from which on a stage is due soon. */
export const soonHours = 72

/** Returns how urgent an open stage is at `now`; what falls due at this very instant is in time. */
export function owedStanding(
  { dueAt, state }: { readonly dueAt: string | null; readonly state: ObligationState },
  now: Temporal.Instant,
): OwedStanding {
  if (dueAt === null) return state === 'waiting' ? 'waiting' : 'promptly'
  if (Temporal.Instant.compare(now, dueAt) > 0) return 'overdue'
  return Temporal.Instant.compare(now.add({ hours: soonHours }), dueAt) >= 0 ? 'soon' : 'later'
}

/** The most overdue stages that a summary counts to. */
export const overdueMost = 100
