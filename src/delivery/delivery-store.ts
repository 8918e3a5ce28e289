import { sql, type Generated } from 'kysely'
import { batched } from '#database/batched.ts'
import type { Queries } from '#database/database.ts'
import type { Delivery } from './delivery.ts'

declare module '#database/tables.ts' {
  interface Tables {
    delivery_attempt: {
      delivery_id: string
      attempt: number
      ended_at: string
      outcome: 'sent' | 'dropped' | 'failed' | 'given-up'
      code: string | null
    }
    delivery: {
      id: string
      occasion: string
      subject_id: string
      channel: string
      recipient: Buffer
      message_id: string
      send_at: string
      next_attempt_at: string
      attempts: number
      lease: string | null
      lease_beat: Generated<number>
      state: 'waiting' | 'sent' | 'dropped' | 'given-up' | 'bundled'
      settled_at: string | null
      failure: string | null
      lane: string | null
      bundled_into: string | null
    }
  }
}

/** A message that is to be sent. */
export type NewDelivery = Omit<Delivery, 'attempts'> & {
  /** Since when it is to be sent, ISO 8601. */
  readonly sendAt: string
  /** What is not to be hurried, such as the host of a webhook. */
  readonly lane?: string | null
}

// Unqualified on purpose: every instant of a delivery is the database's, never a process's.
const now = sql<string>`clock_timestamp()`

/** Adds messages to send, each once: the same occasion, subject, channel and recipient is the same message. */
export async function insertDeliveries(queries: Queries, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  await queries
    .insertInto('delivery')
    .values(
      deliveries.map((one) => ({
        id: one.id,
        occasion: one.occasion,
        subject_id: one.subjectId,
        channel: one.channel,
        recipient: one.recipient,
        message_id: one.messageId,
        send_at: one.sendAt,
        next_attempt_at: now,
        attempts: 0,
        lease: null,
        state: 'waiting' as const,
        settled_at: null,
        failure: null,
        lane: one.lane ?? null,
        bundled_into: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['occasion', 'subject_id', 'channel', 'recipient']).doNothing())
    .execute()
}

/** A lease that somebody holds, and how often its holder has said that it still does. */
export type SeenLease = { readonly lease: string; readonly beat: number }

/** Returns the leases under which deliveries on `channel` are being sent now. */
export async function findLeases(queries: Queries, channel: string): Promise<readonly SeenLease[]> {
  const rows = await queries
    .selectFrom('delivery')
    .select(['lease', 'lease_beat'])
    .where('channel', '=', channel)
    .where('lease', 'is not', null)
    .execute()
  return rows.flatMap(({ lease, lease_beat: beat }) => (lease === null ? [] : [{ lease, beat }]))
}

/** Says of these leases that their process still holds them, and returns those that it does hold. */
export async function renewLeases(queries: Queries, leases: readonly string[]): Promise<ReadonlySet<string>> {
  if (leases.length === 0) return new Set()
  const rows = await queries
    .updateTable('delivery')
    .set((update) => ({ lease_beat: update('lease_beat', '+', 1) }))
    .where('lease', 'in', leases)
    .returning('lease')
    .execute()
  return new Set(rows.flatMap(({ lease }) => lease ?? []))
}

/** What to claim. */
export type Claim = {
  /** Fresh leases, one for each delivery that may be claimed. */
  readonly leases: readonly string[]
  readonly channel: string
  /** Leases whose deliveries may be taken over. */
  readonly abandoned: readonly SeenLease[]
  /** A wait longer than this was set by a clock that has been set back since, and counts as over; one without end is none. */
  readonly longestWaitSeconds: number
  /** Messages at once to one lane. */
  readonly perLane: number
}

/** A delivery, the lease under which this process holds it, and since when it waits. */
export type ClaimedDelivery = Delivery & { readonly lease: string; readonly sendAt: string }

/** Rows looked at for each that may be claimed, since several may go to one recipient. */
const lookedAtForEach = 4

/**
 * Claims waiting deliveries, the longest waiting first; one that another process is claiming is passed by. A recipient to which something is being sent
 * gets nothing else meanwhile, and a lane no more than its share.
 */
export async function claimDeliveries(queries: Queries, claim: Claim): Promise<readonly ClaimedDelivery[]> {
  const { leases, channel, abandoned, perLane } = claim
  const waited = sql<string>`clock_timestamp() + make_interval(secs => ${claim.longestWaitSeconds})`
  const { rows } = await sql<ClaimedRow>`
    with held as materialized (
      select recipient, lane from delivery where channel = ${channel} and lease is not null and not ${isAmong(abandoned)}
    ),
    busy as (select lane, count(*) as attempts from held group by lane),
    locked as (
      select id, recipient, coalesce(lane, id::text) as lane, next_attempt_at from delivery
      where state = 'waiting' and channel = ${channel} and (
        (lease is null and (next_attempt_at <= clock_timestamp() or (next_attempt_at > ${waited} and next_attempt_at < 'infinity'))
          and recipient <> all (select recipient from held)
          -- What waits for a lane that is full must not fill the places that are looked at.
          and not exists (select from busy where busy.lane = delivery.lane and busy.attempts >= ${perLane}))
        or ${isAmong(abandoned)})
      order by next_attempt_at limit ${leases.length * lookedAtForEach}
      for update skip locked
    ),
    of_recipients as (select *, row_number() over (partition by recipient order by next_attempt_at, id) as turn from locked),
    of_lanes as (
      select *, row_number() over (partition by lane order by next_attempt_at, id)
        + coalesce((select attempts from busy where busy.lane = of_recipients.lane), 0) as lane_turn
      from of_recipients where turn = 1
    ),
    chosen as (
      select id as chosen_id, row_number() over (order by next_attempt_at, id) as place
      from of_lanes where lane_turn <= ${perLane} order by next_attempt_at, id limit ${leases.length}
    )
    update delivery set lease = (${leases}::uuid[])[chosen.place], lease_beat = 0, attempts = attempts + 1
    from chosen where delivery.id = chosen.chosen_id
    returning id, occasion, subject_id, channel, recipient, message_id, attempts, lease, send_at`.execute(queries)
  return rows.map((row) => ({
    lease: row.lease,
    id: row.id,
    occasion: row.occasion,
    subjectId: row.subject_id,
    channel: row.channel,
    recipient: row.recipient,
    messageId: row.message_id,
    attempts: row.attempts,
    sendAt: row.send_at,
  }))
}

type ClaimedRow = {
  id: string
  occasion: string
  subject_id: string
  channel: string
  recipient: Buffer
  message_id: string
  attempts: number
  lease: string
  send_at: string
}

function isAmong(abandoned: readonly SeenLease[]) {
  if (abandoned.length === 0) return sql<boolean>`false`
  const [leases, beats] = [abandoned.map(({ lease }) => lease), abandoned.map(({ beat }) => beat)]
  return sql<boolean>`(delivery.lease, delivery.lease_beat) in (select * from unnest(${leases}::uuid[], ${beats}::integer[]))`
}

/** How an attempt ended, as it is kept. */
export type Ended = { readonly id: string; readonly attempts: number; readonly failure: string | null }

/** A delivery that was settled: for how many seconds it had waited, and whether its recipient counts as failing. */
export type Settled = { readonly waitedSeconds: number; readonly isFailing: boolean }

/** Settles a delivery, whoever holds it now: what the other side has answered for stays so. Returns null where it was settled before. */
export const settleDelivery = batched(
  async (
    queries,
    ended: readonly (Ended & { readonly state: 'sent' | 'dropped' | 'given-up' })[],
  ): Promise<readonly (Settled | null)[]> => {
    const { rows } = await sql<Settled & { readonly id: string }>`
      with ended as (
        select * from unnest(${ended.map((one) => one.id)}::uuid[], ${ended.map((one) => one.attempts)}::integer[],
          ${ended.map((one) => one.state)}::text[], ${ended.map((one) => one.failure)}::text[]) as ended (id, attempts, state, failure)
      ), locked as (
        select delivery.id from delivery join ended using (id) where delivery.state = 'waiting' order by delivery.id for update of delivery
      ), settled as (
        update delivery set state = ended.state, settled_at = clock_timestamp(), lease = null, failure = ended.failure
        from ended join locked using (id) where delivery.id = ended.id
        returning delivery.id, recipient, channel, delivery.state, delivery.failure,
          ended.attempts as attempt, extract(epoch from settled_at - send_at)::float8 as seconds
      ), noted as (
        insert into delivery_attempt (delivery_id, attempt, ended_at, outcome, code)
        select id, attempt, clock_timestamp(), state, failure from settled on conflict do nothing
      )
      select id, seconds as "waitedSeconds", exists (
        select 1 from delivery_circuit as circuit where circuit.recipient = settled.recipient and circuit.channel = settled.channel) as "isFailing"
      from settled`.execute(queries)
    const settled = new Map(rows.map(({ id, ...one }) => [id, one]))
    return ended.map(({ id }) => settled.get(id) ?? null)
  },
)

/** Gives a delivery back to be tried again, unless another process holds it by now; returns whether it did. */
export async function postponeDelivery(
  queries: Queries,
  { id, attempts, lease, waitSeconds, failure }: Ended & { readonly lease: string; readonly waitSeconds: number },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with postponed as (
      update delivery
      set lease = null, next_attempt_at = clock_timestamp() + make_interval(secs => ${waitSeconds}), failure = ${failure}
      where id = ${id} and lease = ${lease} and state = 'waiting' returning id
    ), noted as (
      insert into delivery_attempt (delivery_id, attempt, ended_at, outcome, code)
      select id, ${attempts}::integer, clock_timestamp(), 'failed', ${failure} from postponed on conflict do nothing
    )
    select id from postponed`.execute(queries)
  return rows.length === 1
}

/** Returns how many settled deliveries were removed: those whose end lies longer ago than `days`, with all that is kept of their attempts. */
export async function removeOldDeliveries(queries: Queries, { days, limit }: { days: number; limit: number }): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from delivery where id in (
      select id from delivery where settled_at < clock_timestamp() - make_interval(days => ${days}) order by settled_at limit ${limit})
    returning id`.execute(queries)
  return rows.length
}

/** Returns for how many seconds the oldest waiting delivery has been waiting; 0 where none is. */
export async function oldestWaitingSeconds(queries: Queries): Promise<number> {
  const row = await queries
    .selectFrom('delivery')
    .select(sql<number | null>`extract(epoch from clock_timestamp() - min(send_at))::float8`.as('seconds'))
    .where('state', '=', 'waiting')
    // What waits for a digest or for its recipient is not late.
    .where('next_attempt_at', '<=', sql<string>`clock_timestamp() + interval '15 minutes'`)
    .executeTakeFirst()
  return Math.max(0, row?.seconds ?? 0)
}
