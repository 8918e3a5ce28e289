import type { LocalText } from '#base/language.ts'
import type { Queries } from '#database/database.ts'
import type { Obligation } from './obligation.ts'

declare module '#database/tables.ts' {
  interface Tables {
    obligation: {
      incident_id: string
      law: string
      stage: string
      rulebook_version: string
      starts_at: string | null
      due_at: string | null
      met_at: string | null
      explanation: string
    }
  }
}

/** Writes obligations; one that an incident has already keeps the earlier clock, since a later report does not gain time, and the first report that met it. */
export async function writeObligations(queries: Queries, obligations: readonly Obligation[]): Promise<void> {
  if (obligations.length === 0) return
  const rows = obligations.map((one) => ({
    incident_id: one.incidentId,
    law: one.law,
    stage: one.stage,
    rulebook_version: one.rulebookVersion,
    starts_at: one.startsAt,
    due_at: one.dueAt,
    met_at: one.metAt,
    explanation: JSON.stringify(one.explanation),
  }))
  await queries
    .insertInto('obligation')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['incident_id', 'law', 'stage']).doUpdateSet((update) => ({
        starts_at: update.fn<string | null>('least', ['obligation.starts_at', 'excluded.starts_at']),
        due_at: update.fn<string | null>('least', ['obligation.due_at', 'excluded.due_at']),
        met_at: update.fn.coalesce('obligation.met_at', 'excluded.met_at'),
        explanation: update.ref('excluded.explanation'),
      })),
    )
    .execute()
}

/** Returns the obligations of these incidents, next due first. */
export async function obligationsOf(queries: Queries, incidentIds: readonly string[]): Promise<readonly Obligation[]> {
  if (incidentIds.length === 0) return []
  const rows = await queries
    .selectFrom('obligation')
    .selectAll()
    .where('incident_id', 'in', incidentIds)
    .orderBy('due_at')
    .orderBy('stage', 'desc')
    .execute()
  return rows.map((row) => ({
    incidentId: row.incident_id,
    law: row.law,
    stage: row.stage,
    rulebookVersion: row.rulebook_version,
    startsAt: row.starts_at,
    dueAt: row.due_at,
    metAt: row.met_at,
    explanation: row.explanation as unknown as readonly LocalText[],
  }))
}
