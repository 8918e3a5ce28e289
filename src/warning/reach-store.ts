import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import type { Reach, ReachCount, ReachName } from './reach.ts'

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
  const { rows } = await sql<{ ja: string; en: string; channel: string; state: ReachName['state']; at: string | null; phones: string[] }>`
    select organisation.name_ja as ja, organisation.name_en as en, subscription.channel, ${stands} as state,
      coalesce(digest.settled_at, delivery.settled_at) as at,
      array(select number from organisation_phone as phone where phone.organisation_id = organisation.id order by place) as phones
    from delivery left join delivery as digest on digest.id = delivery.bundled_into
      join subscription on uuid_send(subscription.id) = delivery.recipient and subscription.is_shown
      join organisation on organisation.id = subscription.organisation_id
    where delivery.occasion = 'warning' and delivery.subject_id = ${versionId} order by 2, 3 limit 1000`.execute(queries)
  return rows.map(({ ja, en, ...rest }) => ({ name: { ja, en }, ...rest }))
}

/**
 * Lets every webhook and mail of the newest published version of a warning that has not got through be tried again now, those that were given up too;
 * each is the same delivery with the same id. Returns how many.
 */
export async function resendNewest(queries: Queries, warningId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update delivery set state = 'waiting', next_attempt_at = clock_timestamp(), settled_at = null, failure = null
    where occasion = 'warning' and channel in ('webhook', 'mail') and lease is null and state in ('waiting', 'given-up')
      and subject_id = (select version_id from warning where id = ${warningId} and state = 'published' order by version desc limit 1)
    returning id`.execute(queries)
  return rows.length
}
