import { sql } from 'kysely'
import type { LocalText } from '#base/language.ts'
import type { Queries } from '#database/database.ts'

/** How many got a version, by channel and how it stands with them. */
export type ReachCount = { readonly channel: string; readonly state: 'reached' | 'waiting' | 'lost'; readonly count: number }

/** Who let its name be shown, and how the version stands with it. */
export type ReachName = {
  readonly name: LocalText
  readonly channel: string
  readonly state: 'reached' | 'waiting' | 'lost'
  readonly at: string | null
}

/** A version that is out, and whom it reached. */
export type Reach = {
  readonly versionId: string
  readonly act: string
  readonly publishedAt: string
  readonly counts: readonly ReachCount[]
  readonly names: readonly ReachName[]
}

const stands = sql`case when coalesce(digest.state, delivery.state) = 'sent' then 'reached'
  when coalesce(digest.state, delivery.state) in ('given-up', 'dropped') then 'lost' else 'waiting' end`

/** Returns whom the newest published version of a warning reached, on the channels that push and on those that are fetched; null where none is out. */
export async function findReach(queries: Queries, warningId: string): Promise<Reach | null> {
  const version = await queries
    .selectFrom('warning')
    .select(['version_id', 'act', 'published_at'])
    .where('id', '=', warningId)
    .where('state', '=', 'published')
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (version === undefined || version.published_at === null) return null
  const [pushed, fetched, names] = [
    await pushCounts(queries, version.version_id),
    await pullCounts(queries, version.published_at),
    await shownNames(queries, version.version_id),
  ]
  return { versionId: version.version_id, act: version.act, publishedAt: version.published_at, counts: [...pushed, ...fetched], names }
}

async function pushCounts(queries: Queries, versionId: string): Promise<readonly ReachCount[]> {
  const { rows } = await sql<ReachCount>`
    select coalesce(digest.channel, delivery.channel) as channel, ${stands} as state, count(*)::int as count
    from delivery left join delivery as digest on digest.id = delivery.bundled_into
    where delivery.occasion = 'warning' and delivery.subject_id = ${versionId} group by 1, 2 order by 1, 2`.execute(queries)
  return rows
}

/** Whoever has fetched from a channel within the last month is expected there. */
async function pullCounts(queries: Queries, tick: string): Promise<readonly ReachCount[]> {
  const { rows } = await sql<ReachCount>`
    select channel, case when up_to >= ${tick}::timestamptz then 'reached' else 'waiting' end as state, count(*)::int as count
    from (select organisation_id, channel, max(up_to) as up_to from pick_up
      where picked_up_at > clock_timestamp() - interval '31 days' group by 1, 2) as newest
    group by 1, 2 order by 1, 2`.execute(queries)
  return rows
}

async function shownNames(queries: Queries, versionId: string): Promise<readonly ReachName[]> {
  const { rows } = await sql<{ ja: string; en: string; channel: string; state: ReachName['state']; at: string | null }>`
    select organisation.name_ja as ja, organisation.name_en as en, subscription.channel, ${stands} as state,
      coalesce(digest.settled_at, delivery.settled_at) as at
    from delivery left join delivery as digest on digest.id = delivery.bundled_into
      join subscription on uuid_send(subscription.id) = delivery.recipient and subscription.is_shown
      join organisation on organisation.id = subscription.organisation_id
    where delivery.occasion = 'warning' and delivery.subject_id = ${versionId} order by 2, 3 limit 1000`.execute(queries)
  return rows.map(({ ja, en, ...rest }) => ({ name: { ja, en }, ...rest }))
}
