import { sql, type ColumnType, type Generated, type Selectable } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Tables } from '#database/tables.ts'
import type { EndOfObligation, GrantedAdjustment, MetBy, Obligation, ObligationStage, StageClock } from './obligation.ts'

declare module '#database/tables.ts' {
  interface Tables {
    obligation: {
      incident_id: string
      law: string
      party: string
      rulebook: string
      rulebook_version: string
      verdict: 'due' | 'may-be-due'
      ended_at: string | null
      ended_as: EndOfObligation | null
    }
    obligation_stage: {
      incident_id: string
      law: string
      party: string
      stage: string
      round: number
      starts_at: string | null
      ends_at: string | null
      due_at: string | null
      met_at: string | null
      met_by: MetBy | null
      last_sent_at: string | null
      superseded_at: string | null
      clock: ColumnType<StageClock | null, string | null, string | null>
      target_known_at: Generated<string>
      reminded_through: string | null
      next_reminder_at: Generated<string>
    }
    obligation_adjustment: {
      id: string
      incident_id: string
      law: string
      party: string
      stage: string
      kind: 'extension' | 'suspension'
      from_at: string | null
      until_at: string
      reason: string
      authority_id: string
      person_id: string
      granted_at: string
    }
  }
}

const targetMoves = sql`coalesce(excluded.due_at, excluded.starts_at)
  is distinct from coalesce(obligation_stage.due_at, obligation_stage.starts_at)`

/** Writes what is owed: an obligation or a stage that is there already takes the new values, and none is removed. */
export async function writeObligations(tx: InTransaction, obligations: readonly Obligation[]): Promise<void> {
  const stages = obligations.flatMap((one) => one.stages.map((stage) => stageRow(one, stage)))
  if (obligations.length === 0) return
  await tx
    .insertInto('obligation')
    .values(obligations.map((one) => ({ incident_id: one.incidentId, ...obligationRow(one) })))
    .onConflict((conflict) =>
      conflict.columns(['incident_id', 'law', 'party']).doUpdateSet((update) => ({
        rulebook: update.ref('excluded.rulebook'),
        rulebook_version: update.ref('excluded.rulebook_version'),
        verdict: update.ref('excluded.verdict'),
        ended_at: update.ref('excluded.ended_at'),
        ended_as: update.ref('excluded.ended_as'),
      })),
    )
    .execute()
  if (stages.length === 0) return
  await tx
    .insertInto('obligation_stage')
    .values(stages)
    .onConflict((conflict) =>
      conflict.columns(['incident_id', 'law', 'party', 'stage', 'round']).doUpdateSet((update) => ({
        starts_at: update.ref('excluded.starts_at'),
        ends_at: update.ref('excluded.ends_at'),
        due_at: update.ref('excluded.due_at'),
        met_at: update.ref('excluded.met_at'),
        met_by: update.ref('excluded.met_by'),
        last_sent_at: update.ref('excluded.last_sent_at'),
        superseded_at: update.ref('excluded.superseded_at'),
        clock: update.ref('excluded.clock'),
        // Reminders go by the new instant where it moves, and by what was past when it came into being.
        target_known_at: sql`case when ${targetMoves} then clock_timestamp() else obligation_stage.target_known_at end`,
        reminded_through: sql`case when ${targetMoves} then null else obligation_stage.reminded_through end`,
        next_reminder_at: sql`case when ${targetMoves} then '-infinity' else obligation_stage.next_reminder_at end`,
      })),
    )
    .execute()
}

/** Returns an obligation as a row, without its incident and its stages. */
export function obligationRow({ law, party, rulebook, verdict, endedAt, endedAs }: Obligation) {
  return { law, party, rulebook: rulebook.id, rulebook_version: rulebook.version, verdict, ended_at: endedAt, ended_as: endedAs }
}

/** Returns a stage as a row. */
export function stageRow({ incidentId, law, party }: Obligation, stage: ObligationStage) {
  return {
    incident_id: incidentId,
    law,
    party,
    stage: stage.stage,
    round: stage.round,
    starts_at: stage.startsAt,
    ends_at: stage.endsAt,
    due_at: stage.dueAt,
    met_at: stage.metAt,
    met_by: stage.metBy,
    last_sent_at: stage.lastSentAt,
    superseded_at: stage.supersededAt,
    clock: stage.clock === null ? null : JSON.stringify(stage.clock),
  }
}

/** Returns what is owed for these incidents, by law. */
export async function obligationsOf(queries: Queries, incidentIds: readonly string[]): Promise<readonly Obligation[]> {
  if (incidentIds.length === 0) return []
  const [obligations, stages] = await Promise.all([
    queries.selectFrom('obligation').selectAll().where('incident_id', 'in', incidentIds).orderBy('law').orderBy('party').execute(),
    queries.selectFrom('obligation_stage').selectAll().where('incident_id', 'in', incidentIds).orderBy('round').execute(),
  ])
  const byObligation = Map.groupBy(stages, keyText)
  return obligations.map((row) => obligationOfRow(row, (byObligation.get(keyText(row)) ?? []).map(stageOfRow)))
}

/** Returns a row of an obligation with its stages. */
export function obligationOfRow(row: Selectable<Tables['obligation']>, stages: readonly ObligationStage[]): Obligation {
  return {
    incidentId: row.incident_id,
    law: row.law,
    party: row.party,
    rulebook: { id: row.rulebook, version: row.rulebook_version },
    verdict: row.verdict,
    endedAt: row.ended_at,
    endedAs: row.ended_as,
    stages,
  }
}

/** Returns a row of a stage as a stage. */
export function stageOfRow(row: Selectable<Tables['obligation_stage']>): ObligationStage {
  return {
    stage: row.stage,
    round: row.round,
    clock: row.clock,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    dueAt: row.due_at,
    metAt: row.met_at,
    metBy: row.met_by,
    lastSentAt: row.last_sent_at,
    supersededAt: row.superseded_at,
  }
}

function keyText(row: { incident_id: string; law: string; party: string }): string {
  return `${row.incident_id} ${row.law} ${row.party}`
}

/** Keeps an adjustment; returns false, and keeps nothing, where there is one under its id. */
export async function insertAdjustment(tx: InTransaction, one: GrantedAdjustment): Promise<boolean> {
  const kept = await tx
    .insertInto('obligation_adjustment')
    .values({
      id: one.id,
      incident_id: one.incidentId,
      law: one.law,
      party: one.party,
      stage: one.stage,
      kind: one.kind,
      from_at: one.fromAt,
      until_at: one.untilAt,
      reason: one.reason,
      authority_id: one.authorityId,
      person_id: one.personId,
      granted_at: one.grantedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return kept.length > 0
}

/** Returns what was granted for these incidents, first to last. */
export async function adjustmentsOf(queries: Queries, incidentIds: readonly string[]): Promise<readonly GrantedAdjustment[]> {
  if (incidentIds.length === 0) return []
  const rows = await queries
    .selectFrom('obligation_adjustment')
    .selectAll()
    .where('incident_id', 'in', incidentIds)
    .orderBy('granted_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    law: row.law,
    party: row.party,
    stage: row.stage,
    kind: row.kind,
    fromAt: row.from_at,
    untilAt: row.until_at,
    reason: row.reason,
    authorityId: row.authority_id,
    personId: row.person_id,
    grantedAt: row.granted_at,
  }))
}
