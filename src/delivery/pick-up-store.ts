import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    pick_up: { organisation_id: string; channel: PullChannel; up_to: string; picked_up_at: string }
  }
}

/** Channels on which recipients fetch warnings by themselves. */
export const pullChannels = ['taxii', 'misp', 'csv', 'list', 'atom', 'stream', 'api', 'page'] as const

/** A channel on which recipients fetch warnings by themselves. */
export type PullChannel = (typeof pullChannels)[number]

/** How far an organisation has got on a pull channel. */
export type PickUp = {
  readonly organisationId: string
  readonly channel: PullChannel
  /** The release tick (ISO 8601) up to which the caller now has everything that it may read on this channel. */
  readonly upTo: string
}

/** What this process has already told the database, so that polls that bring nothing new cost no query. */
const toldTo = new WeakMap<Queries, Map<string, number>>()

/** Notes that somebody of an organisation has fetched everything up to a tick; a poll that got no further than an earlier one leaves no trace. */
export async function recordPickUp(queries: Queries, { organisationId, channel, upTo }: PickUp): Promise<void> {
  const told = toldTo.get(queries) ?? new Map<string, number>()
  toldTo.set(queries, told)
  const key = `${channel}/${organisationId}`
  const tick = Temporal.Instant.from(upTo).epochMilliseconds
  if ((told.get(key) ?? -Infinity) >= tick) return
  await sql`
    insert into pick_up (organisation_id, channel, up_to, picked_up_at)
    select ${organisationId}::uuid, ${channel}, ${upTo}::timestamptz, clock_timestamp()
    where not exists (
      select 1 from pick_up
      where organisation_id = ${organisationId}::uuid and channel = ${channel} and up_to >= ${upTo}::timestamptz
    )
    on conflict do nothing`.execute(queries)
  told.set(key, tick)
}

/** An organisation that has everything up to a tick, since when, and on which channel it got there first. */
export type PickedUp = { readonly organisationId: string; readonly channel: PullChannel; readonly pickedUpAt: string }

/** Returns which organisations have fetched everything up to `tick` (ISO 8601), each with the channel on which it got there first. */
export async function pickedUpSince(queries: Queries, tick: string): Promise<readonly PickedUp[]> {
  return queries
    .selectFrom('pick_up')
    .distinctOn('organisation_id')
    .select(['organisation_id as organisationId', 'channel', 'picked_up_at as pickedUpAt'])
    .where('up_to', '>=', tick)
    .orderBy('organisation_id')
    .orderBy('picked_up_at')
    .execute()
}
