import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'

/** A held part of which the releasers are to be told, and the authorities that have its report. */
export type HeldAlarm = { readonly reportId: string; readonly authorityIds: readonly string[] }

const takenAtOnce = 100

/**
 * Takes held parts that nobody has begun to work on, each once: they count as told when the transaction commits. What the gate could not judge is among
 * them at once, the rest after `waitSeconds` by the database's clock.
 */
export async function takeHeldToAlarm(tx: InTransaction, waitSeconds: number): Promise<readonly HeldAlarm[]> {
  const { rows } = await sql<{ reportId: string; authorityIds: readonly string[] }>`
    with due as (
      select report_id from gate_item
      where state = 'waiting' and alarmed_at is null
        and (decided_at <= clock_timestamp() - ${waitSeconds} * interval '1 second' or reasons @> '[{"code": "gate-failure"}]')
        and not exists (select from warning_draft where warning_draft.report_id = gate_item.report_id)
      order by decided_at limit ${takenAtOnce} for update skip locked
    ), told as (
      update gate_item set alarmed_at = clock_timestamp() from due where gate_item.report_id = due.report_id returning gate_item.report_id
    )
    select told.report_id as "reportId", coalesce(report.authority_ids, '{}') as "authorityIds"
    from told left join report on report.id = told.report_id`.execute(tx)
  return rows
}

/** Tells whether a held part still waits. */
export async function isHeld(queries: Queries, reportId: string): Promise<boolean> {
  const row = await queries.selectFrom('gate_item').select('state').where('report_id', '=', reportId).executeTakeFirst()
  return row?.state === 'waiting'
}

/** How far the gate has fallen behind. */
export type GateLag = {
  /** Seconds for which the oldest report or approved draft has been waiting for the gate; 0 where nothing waits. */
  readonly oldestSeconds: number
  /** The id of that one; null where nothing waits. */
  readonly oldestId: string | null
  /** Held parts that wait for an officer. */
  readonly held: number
  /** When this was so by the database's clock, ISO 8601. */
  readonly now: string
}

/** Returns it, by the database's clock. */
export async function gateLag(queries: Queries): Promise<GateLag> {
  const { rows } = await sql<GateLag>`
    with waiting as (
      (select id, filed_at as since from report where gate_taken_at is null order by filed_at limit 1)
      union all (select id, changed_at from warning_draft where state = 'approved' order by changed_at limit 1)
    ), oldest as (select id, since from waiting order by since limit 1)
    select coalesce((select greatest(extract(epoch from clock_timestamp() - since), 0)::float8 from oldest), 0) as "oldestSeconds",
      (select id from oldest) as "oldestId", (select count(*)::int from gate_item where state = 'waiting') as held, clock_timestamp() as now`.execute(
    queries,
  )
  const [lag] = rows
  if (lag === undefined) throw new TypeError('Cannot read how far the gate has fallen behind: the database gave no row')
  return lag
}

/** Tells whether the gate has not taken a report or an approved draft yet. */
export async function waitsForGate(queries: Queries, id: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from report where id = ${id} and gate_taken_at is null)
      or exists (select from warning_draft where id = ${id} and state = 'approved') as waits`.execute(queries)
  return rows[0]?.waits === true
}

/** Returns the authorities in which somebody releases warnings. */
export async function authoritiesWithReleasers(queries: Queries): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('person')
    .innerJoin('authority', 'authority.organisation_id', 'person.organisation_id')
    .select('person.organisation_id as id')
    .distinct()
    .where('person.active', '=', true)
    .where(sql<boolean>`'releaser' = any(person.roles)`)
    .execute()
  return rows.map(({ id }) => id)
}
