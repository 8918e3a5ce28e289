import type { ObligationState } from './obligation.ts'
import { owedStanding, owedStandings, type OwedStanding } from './owed-standing.ts'

type Stage = { readonly dueAt: string | null; readonly state: ObligationState }

/** Returns open stages by how urgent they are at `now`, most urgent first and in their order; a group that has none is left out. */
export function groupOwed<Entry extends Stage>(
  entries: readonly Entry[],
  now: Temporal.Instant,
): readonly { readonly standing: OwedStanding; readonly entries: readonly Entry[] }[] {
  const groups = Map.groupBy(entries, (entry) => owedStanding(entry, now))
  return owedStandings.flatMap((standing) => {
    const found = groups.get(standing)
    return found === undefined ? [] : [{ standing, entries: found }]
  })
}

/** Returns where a stage stands at `now`, when the server said it a while ago: time passes while nothing can be fetched. */
export function stateSince({ dueAt, state }: Stage, now: Temporal.Instant): ObligationState {
  const isRunning = state === 'due' || state === 'extended'
  return isRunning && dueAt !== null && Temporal.Instant.compare(now, dueAt) > 0 ? 'overdue' : state
}
