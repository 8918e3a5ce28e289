import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    delivery_circuit: {
      recipient: Buffer
      channel: string
      failures: number
      failing_since: string
      retry_at: string
      parked_at: string | null
      failure: string
    }
  }
}

/** A recipient on a channel. */
export type Endpoint = { readonly recipient: Buffer; readonly channel: string }

/** A recipient that fails now; instants are ISO 8601 in UTC. */
export type Circuit = {
  readonly failures: number
  readonly failingSince: string
  /** Since when nothing is tried any more until the recipient asks for it; null while attempts go on. */
  readonly parkedAt: string | null
  /** Code of the last failure. */
  readonly failure: string
}

/** Returns how a recipient fails now, or null where it does not. */
export async function findCircuit(queries: Queries, { recipient, channel }: Endpoint): Promise<Circuit | null> {
  const row = await queries
    .selectFrom('delivery_circuit')
    .select(['failures', 'failing_since as failingSince', 'parked_at as parkedAt', 'failure'])
    .where('recipient', '=', recipient)
    .where('channel', '=', channel)
    .executeTakeFirst()
  return row ?? null
}

/** Notes a failure of a recipient and returns how it stands, with for how many seconds it has been failing. */
export async function noteFailure(
  tx: InTransaction,
  { recipient, channel, failure }: Endpoint & { readonly failure: string },
): Promise<{ readonly failures: number; readonly failingSeconds: number; readonly wasParked: boolean }> {
  const { rows } = await sql<{ failures: number; seconds: number; parked: boolean }>`
    insert into delivery_circuit as known (recipient, channel, failures, failing_since, retry_at, parked_at, failure)
    values (${recipient}, ${channel}, 1, clock_timestamp(), clock_timestamp(), null, ${failure})
    on conflict (recipient, channel) do update set failures = known.failures + 1, failure = excluded.failure
    returning failures, extract(epoch from clock_timestamp() - failing_since)::float8 as seconds, parked_at is not null as parked`.execute(
    tx,
  )
  const [row] = rows
  return { failures: row?.failures ?? 1, failingSeconds: row?.seconds ?? 0, wasParked: row?.parked ?? false }
}

/**
 * Lets everything that waits for a recipient wait for at least `waitSeconds`, or without end where it is null: the recipient is parked. What has just
 * failed (`lastId`) comes back a second after the rest, so that one message that is always refused keeps no other from passing.
 */
export async function holdBack(
  tx: InTransaction,
  { recipient, channel, waitSeconds, lastId }: Endpoint & { readonly waitSeconds: number | null; readonly lastId: string },
): Promise<void> {
  const until =
    waitSeconds === null ? sql<string>`'infinity'::timestamptz` : sql<string>`clock_timestamp() + make_interval(secs => ${waitSeconds})`
  await sql`
    update delivery_circuit set retry_at = ${until}, parked_at = case when ${waitSeconds === null} then clock_timestamp() end
    where recipient = ${recipient} and channel = ${channel}`.execute(tx)
  await sql`
    update delivery
    set next_attempt_at = greatest(next_attempt_at, ${until} + case when id = ${lastId} then interval '1 second' else interval '0' end)
    where recipient = ${recipient} and channel = ${channel} and state = 'waiting' and lease is null`.execute(tx)
}

/** Forgets the failures of a recipient; where there were any, what waits for it is due at once. Returns whether there were. */
export async function closeCircuit(queries: Queries, { recipient, channel }: Endpoint): Promise<boolean> {
  const { rows } = await sql<{ channel: string }>`
    with closed as (
      delete from delivery_circuit where recipient = ${recipient} and channel = ${channel} returning recipient, channel
    ), freed as (
      update delivery set next_attempt_at = clock_timestamp() from closed
      where delivery.recipient = closed.recipient and delivery.channel = closed.channel and delivery.state = 'waiting' and delivery.lease is null
        and delivery.next_attempt_at > clock_timestamp()
    )
    select channel from closed`.execute(queries)
  return rows.length === 1
}

/** Gives up what has waited for parked recipients for longer than `days`, and returns how much. */
export async function giveUpParked(queries: Queries, days: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update delivery set state = 'given-up', settled_at = clock_timestamp(), failure = 'PARKED'
    from delivery_circuit as circuit
    where circuit.recipient = delivery.recipient and circuit.channel = delivery.channel
      and circuit.parked_at < clock_timestamp() - make_interval(days => ${days})
      and delivery.state = 'waiting' and delivery.lease is null and delivery.next_attempt_at = 'infinity'
    returning delivery.id`.execute(queries)
  return rows.length
}
