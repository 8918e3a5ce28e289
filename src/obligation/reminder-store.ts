import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { StageClock } from './obligation.ts'

declare module '#database/tables.ts' {
  interface Tables {
    reminder_plan: { only_row: boolean; digest: string }
    reminder: {
      id: string
      incident_id: string
      law: string
      party: string
      stage: string
      round: number
      target_at: string
      moment: string
      audience: string
      fell_at: string
    }
  }
}

/** Which stage of which obligation. */
export type StageKey = {
  readonly incidentId: string
  readonly law: string
  readonly party: string
  readonly stage: string
  readonly round: number
}

/** What tells of which instant is to be reminded and whether anything is owed. Instants are ISO 8601 in UTC. */
export type RemindedStage = {
  readonly clock: StageClock | null
  readonly startsAt: string | null
  readonly dueAt: string | null
  /** False once it is met, superseded, withdrawn or not applicable. */
  readonly isOpen: boolean
}

/** A stage whose reminders are to be looked at. */
export type StageToRemind = StageKey &
  RemindedStage & {
    readonly ownerTag: Buffer
    readonly rulebook: string
    readonly knownAt: string
    readonly through: string | null
    /** Now, by the database's clock. */
    readonly now: string
  }

/** One reminder. */
export type Reminder = StageKey & {
  readonly id: string
  readonly targetAt: string
  readonly moment: string
  readonly audience: string
  readonly fellAt: string
}

/** Takes stages whose next reminder has come, the earliest first; what another process is looking at is passed by. */
export async function takeStagesToRemind(tx: InTransaction, limit: number): Promise<readonly StageToRemind[]> {
  const rows = await tx
    .selectFrom('obligation_stage as owed')
    .innerJoin('obligation', (join) =>
      join
        .onRef('obligation.incident_id', '=', 'owed.incident_id')
        .onRef('obligation.law', '=', 'owed.law')
        .onRef('obligation.party', '=', 'owed.party'),
    )
    .innerJoin('incident', 'incident.id', 'owed.incident_id')
    .selectAll('owed')
    .select(['obligation.ended_at', 'obligation.rulebook', 'incident.owner_tag', sql<string>`clock_timestamp()`.as('now')])
    .where('owed.next_reminder_at', '<=', sql<string>`clock_timestamp()`)
    .orderBy('owed.next_reminder_at')
    .limit(limit)
    .forNoKeyUpdate('owed')
    .skipLocked()
    .execute()
  return rows.map((row) => ({
    incidentId: row.incident_id,
    law: row.law,
    party: row.party,
    stage: row.stage,
    round: row.round,
    clock: row.clock,
    startsAt: row.starts_at,
    dueAt: row.due_at,
    isOpen: row.met_at === null && row.superseded_at === null && row.ended_at === null,
    ownerTag: row.owner_tag,
    rulebook: row.rulebook,
    knownAt: row.target_known_at,
    through: row.reminded_through,
    now: row.now,
  }))
}

/** Keeps up to where a stage is settled, and when to look at it again; null is never. */
export async function setNextReminder(
  tx: InTransaction,
  key: StageKey,
  { through, nextAt }: { readonly through: string | null; readonly nextAt: string | null },
): Promise<void> {
  await tx
    .updateTable('obligation_stage')
    .set({ reminded_through: through, next_reminder_at: nextAt ?? 'infinity' })
    .where('incident_id', '=', key.incidentId)
    .where('law', '=', key.law)
    .where('party', '=', key.party)
    .where('stage', '=', key.stage)
    .where('round', '=', key.round)
    .execute()
}

/** Adds reminders and returns those that were not there before. */
export async function insertReminders(tx: InTransaction, reminders: readonly Reminder[]): Promise<readonly Reminder[]> {
  if (reminders.length === 0) return []
  const added = await tx
    .insertInto('reminder')
    .values(
      reminders.map((one) => ({
        id: one.id,
        incident_id: one.incidentId,
        law: one.law,
        party: one.party,
        stage: one.stage,
        round: one.round,
        target_at: one.targetAt,
        moment: one.moment,
        audience: one.audience,
        fell_at: one.fellAt,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  const ids = new Set(added.map(({ id }) => id))
  return reminders.filter(({ id }) => ids.has(id))
}

/** Returns the moment of a reminder, of which instant it reminds and how its stage stands now; null if there is no such reminder. */
export async function findReminder(
  queries: Queries,
  id: string,
): Promise<(RemindedStage & { readonly moment: string; readonly targetAt: string }) | null> {
  const row = await queries
    .selectFrom('reminder')
    .innerJoin('obligation_stage as owed', (join) =>
      join
        .onRef('owed.incident_id', '=', 'reminder.incident_id')
        .onRef('owed.law', '=', 'reminder.law')
        .onRef('owed.party', '=', 'reminder.party')
        .onRef('owed.stage', '=', 'reminder.stage')
        .onRef('owed.round', '=', 'reminder.round'),
    )
    .innerJoin('obligation', (join) =>
      join
        .onRef('obligation.incident_id', '=', 'owed.incident_id')
        .onRef('obligation.law', '=', 'owed.law')
        .onRef('obligation.party', '=', 'owed.party'),
    )
    .select(['reminder.moment', 'reminder.target_at', 'owed.clock', 'owed.starts_at', 'owed.due_at', 'owed.met_at', 'owed.superseded_at'])
    .select('obligation.ended_at')
    .where('reminder.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    moment: row.moment,
    targetAt: row.target_at,
    clock: row.clock,
    startsAt: row.starts_at,
    dueAt: row.due_at,
    isOpen: row.met_at === null && row.superseded_at === null && row.ended_at === null,
  }
}

/** Returns the authorities that received each of these incidents, with code and kind. */
export async function receivingAuthorities(
  queries: Queries,
  incidentIds: readonly string[],
): Promise<readonly { readonly incidentId: string; readonly authorityId: string; readonly code: string; readonly kind: string }[]> {
  if (incidentIds.length === 0) return []
  const rows = await queries
    .selectFrom('incident_recipient')
    .innerJoin('authority', 'authority.organisation_id', 'incident_recipient.authority_id')
    .select(['incident_recipient.incident_id', 'incident_recipient.authority_id', 'authority.code', 'authority.kind'])
    .where('incident_recipient.incident_id', 'in', incidentIds)
    .orderBy('authority.code')
    .execute()
  return rows.map((row) => ({ incidentId: row.incident_id, authorityId: row.authority_id, code: row.code, kind: row.kind }))
}

/** Keeps the plan that holds now; where it is another than before, every stage is looked at again by it. Returns whether it is another. */
export async function adoptPlan(tx: InTransaction, digest: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('noroshi reminder plan'))`.execute(tx)
  const known = await tx.selectFrom('reminder_plan').select('digest').executeTakeFirst()
  if (known?.digest === digest) return false
  await tx
    .insertInto('reminder_plan')
    .values({ only_row: true, digest })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ digest }))
    .execute()
  await tx
    .updateTable('obligation_stage')
    .set({ next_reminder_at: '-infinity' })
    .where('met_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute()
  return true
}
