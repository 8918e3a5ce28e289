import type { Queries } from '#database/database.ts'
import { countsOf, lastCounting } from './count-store.ts'
import type { Outcome, WarningOutcome } from './outcome.ts'
import { reachOf, warningsOfIncident } from './outcome-store.ts'
import { shownOf } from './read-answers.ts'
import { fewestShown } from './shown-count.ts'

/** Returns what the reports of an incident achieved, for those who may see the incident. */
export async function readOutcome(queries: Queries, incidentId: string): Promise<Outcome> {
  const warnings: WarningOutcome[] = []
  for (const warning of await warningsOfIncident(queries, incidentId)) {
    const reach = await reachOf(queries, warning)
    const answers = shownOf(await countsOf(queries, [warning.warningId]))
    warnings.push({ ...warning, readers: shown(reach.readers), warned: shown(reach.warned), answers })
  }
  return { countedAt: await lastCounting(queries), warnings }
}

function shown(count: number): number | null {
  return count < fewestShown ? null : count
}
