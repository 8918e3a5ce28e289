import { sql, type Generated } from 'kysely'
import type { Queries } from '#database/database.ts'
import type { Delivery } from './delivery.ts'

declare module '#database/tables.ts' {
  interface Tables {
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
      state: 'waiting' | 'sent' | 'dropped' | 'given-up'
      settled_at: string | null
      failure: string | null
    }
  }
}

/** A message that is to be sent. */
export type NewDelivery = Omit<Delivery, 'attempts'> & {
  /** Since when it is to be sent, ISO 8601. */
  readonly sendAt: string
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
  /** A wait longer than this was set by a clock that has been set back since, and counts as over. */
  readonly longestWaitSeconds: number
}

/** A delivery and the lease under which this process holds it. */
export type ClaimedDelivery = Delivery & { readonly lease: string }

/** Claims waiting deliveries, the longest waiting first; one that another process is claiming is passed by. */
export async function claimDeliveries(queries: Queries, claim: Claim): Promise<readonly ClaimedDelivery[]> {
  const { leases, channel, abandoned, longestWaitSeconds } = claim
  const waited = sql<string>`clock_timestamp() + make_interval(secs => ${longestWaitSeconds})`
  const rows = await queries
    .with('locked', (inner) =>
      inner
        .selectFrom('delivery')
        .select('delivery.id as locked_id')
        .where('state', '=', 'waiting')
        .where('channel', '=', channel)
        .where((where) => {
          const isDue = where.or([where('next_attempt_at', '<=', now), where('next_attempt_at', '>', waited)])
          const isFree = where.and([where('lease', 'is', null), isDue])
          const isAbandoned = abandoned.map(({ lease, beat }) => where.and([where('lease', '=', lease), where('lease_beat', '=', beat)]))
          return where.or([isFree, ...isAbandoned])
        })
        .orderBy('next_attempt_at')
        .limit(leases.length)
        .forUpdate()
        .skipLocked(),
    )
    .with('chosen', (inner) => inner.selectFrom('locked').select(['locked_id', sql<number>`row_number() over ()`.as('place')]))
    .updateTable('delivery')
    .from('chosen')
    .set((update) => ({
      lease: sql<string>`(${sql.val(leases)}::uuid[])[chosen.place]`,
      lease_beat: 0,
      attempts: update('attempts', '+', 1),
    }))
    .whereRef('delivery.id', '=', 'chosen.locked_id')
    .returning(['id', 'occasion', 'subject_id', 'channel', 'recipient', 'message_id', 'attempts', 'lease'])
    .execute()
  return rows.map((row) => ({
    lease: row.lease ?? '',
    id: row.id,
    occasion: row.occasion,
    subjectId: row.subject_id,
    channel: row.channel,
    recipient: row.recipient,
    messageId: row.message_id,
    attempts: row.attempts,
  }))
}

/** Settles a delivery, whoever holds it now: what the other side has answered for stays so. */
export async function settleDelivery(
  queries: Queries,
  { id, state, failure }: { readonly id: string; readonly state: 'sent' | 'dropped' | 'given-up'; readonly failure: string | null },
): Promise<void> {
  await queries
    .updateTable('delivery')
    .set({ state, settled_at: now, lease: null, failure })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** Gives a delivery back to be tried again, unless another process holds it by now. */
export async function postponeDelivery(
  queries: Queries,
  one: { readonly id: string; readonly lease: string; readonly waitSeconds: number; readonly failure: string | null },
): Promise<void> {
  await queries
    .updateTable('delivery')
    .set({
      lease: null,
      next_attempt_at: sql<string>`clock_timestamp() + make_interval(secs => ${one.waitSeconds})`,
      failure: one.failure,
    })
    .where('id', '=', one.id)
    .where('lease', '=', one.lease)
    .where('state', '=', 'waiting')
    .execute()
}

/** Returns for how many seconds the oldest waiting delivery has been waiting; 0 where none is. */
export async function oldestWaitingSeconds(queries: Queries): Promise<number> {
  const row = await queries
    .selectFrom('delivery')
    .select(sql<number | null>`extract(epoch from clock_timestamp() - min(send_at))::float8`.as('seconds'))
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return Math.max(0, row?.seconds ?? 0)
}
