import { sql } from 'kysely'
import type { Database, Queries } from '#database/database.ts'
import { digestChannel, warningOccasion } from './matching-store.ts'

/** The kind of delivery that carries a digest. */
export const digestOccasion = 'digest'

const bundlingLock = 7_261_020

/**
 * Makes one delivery for each subscription of which warnings have waited for their digest long enough, and returns how many. Any number of processes may
 * do so at once: one of them does.
 */
export async function bundleDigests({ kysely }: Database): Promise<number> {
  return kysely.transaction().execute(async (tx) => {
    const { rows: locks } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${sql.lit(bundlingLock)}) as held`.execute(tx)
    if (locks[0]?.held !== true) return 0
    const { rows } = await sql<{ bundles: number }>`
      with due as (
        select id, recipient from delivery
        where channel = ${digestChannel} and state = 'waiting' and next_attempt_at <= clock_timestamp()
        order by next_attempt_at limit 5000
      ), bundle as (
        select gen_random_uuid() as id, recipients.recipient, subscription.channel, subscription.host
        from (select distinct recipient from due) as recipients
        join subscription on uuid_send(subscription.id) = recipients.recipient
      ), made as (
        insert into delivery
          (id, occasion, subject_id, channel, recipient, message_id, send_at, next_attempt_at, attempts, lease, state, settled_at, failure, lane)
        select bundle.id, ${digestOccasion}, bundle.id, bundle.channel, bundle.recipient, bundle.id || '@noroshi.invalid', clock_timestamp(),
          case when circuit.parked_at is not null then 'infinity' else greatest(clock_timestamp(), coalesce(circuit.retry_at, '-infinity')) end,
          0, null, 'waiting', null, null, bundle.host
        from bundle left join delivery_circuit as circuit on circuit.recipient = bundle.recipient and circuit.channel = bundle.channel
        returning id, recipient
      ), bundled as (
        update delivery set settled_at = clock_timestamp(),
          state = case when made.id is null then 'dropped' else 'bundled' end, bundled_into = made.id
        from due left join made on made.recipient = due.recipient
        where delivery.id = due.id
      )
      select count(*) as bundles from made`.execute(tx)
    return rows[0]?.bundles ?? 0
  })
}

/** Returns the ids of the versions that a digest carries. */
export async function versionsInDigest(queries: Queries, digestId: string): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('delivery')
    .select('subject_id')
    .where('bundled_into', '=', digestId)
    .where('occasion', '=', warningOccasion)
    .execute()
  return rows.map((row) => row.subject_id)
}
