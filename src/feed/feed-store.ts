import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { IndicatorType } from '#indicator/indicator.ts'
import type { SharedIndicator } from '#warning/shared-indicator-store.ts'
import type { Advice, WarningAct, WarningContent } from '#warning/warning.ts'

/** Which values of shared indicators are asked for. */
export type ValueRange = {
  /** The reader's clearance; everything below it comes with it. */
  readonly clearance: Clearance
  /** The day of today in UTC, `YYYY-MM-DD`: what no longer counts on it is left out. */
  readonly today: string
  readonly type: IndicatorType
  readonly advices: readonly Advice[]
  /** The value after which to go on; null from the beginning. */
  readonly after: string | null
  readonly limit: number
}

/** Returns the values of one type that count today, each once however many warnings hold it, in the order of the database. */
export async function liveValues(queries: Queries, range: ValueRange): Promise<readonly string[]> {
  const { clearance, today, type, advices, after, limit } = range
  const rows = await queries
    .selectFrom('shared_indicator')
    .select('value')
    .distinct()
    .where('type', '=', type)
    .where('revoked_at', 'is', null)
    .where('valid_until', '>', today)
    .where('tlp', 'in', clearances.slice(0, clearances.indexOf(clearance) + 1))
    .where('advice', 'in', advices)
    .$if(after !== null, (query) => query.where('value', '>', after ?? ''))
    .orderBy('value')
    .limit(limit)
    .execute()
  return rows.map((row) => row.value)
}

/** What a warning says, without its indicators, which the shared ones stand for. */
export type FeedContent = Omit<WarningContent, 'indicators'>

/** One version of a warning that is out, as feeds describe it. */
export type FeedVersionOfWarning = {
  readonly version: number
  readonly act: WarningAct
  readonly content: FeedContent
  /** The release tick, ISO 8601. */
  readonly publishedAt: string
}

/** A warning in its newest version, as feeds describe it. */
export type FeedWarning = FeedVersionOfWarning & {
  readonly id: string
  /** Its place among what the reader may read. */
  readonly sequence: number
  /** When it first went out. */
  readonly firstPublishedAt: string
  /** When anything of it last changed for a reader, ISO 8601: the tick of the version, or the day on which an indicator ran out. */
  readonly changedAt: string
}

/** Which warnings are asked for. */
export type WarningRange = {
  readonly clearance: Clearance
  /** The day of today in UTC, `YYYY-MM-DD`. */
  readonly today: string
  /** A single warning, or null for all. */
  readonly id: string | null
  /** The place after which to go on, or before which with `newestFirst`; null from the beginning. */
  readonly from: number | null
  readonly newestFirst: boolean
  readonly limit: number
}

/** Returns warnings in their newest versions, by place. */
export async function feedWarnings(queries: Queries, range: WarningRange): Promise<readonly FeedWarning[]> {
  const { clearance, today, id, from, newestFirst, limit } = range
  const { rows } = await sql<FeedWarning>`
    select
      place.sequence, warning.id, warning.version, warning.act, warning.content - 'indicators' as content, warning.published_at as "publishedAt",
      (select min(first.published_at) from warning as first where first.id = warning.id and first.state = 'published') as "firstPublishedAt",
      greatest(warning.published_at, (
        select max(one.valid_until)::timestamptz from shared_indicator as one
        where one.warning_id = warning.id and one.revoked_at is null and one.valid_until <= ${today}::date
      )) as "changedAt"
    from warning_publication as place
    join warning on warning.id = place.warning_id and warning.version = place.warning_version
    where place.clearance = ${clearance}
      and (${id}::uuid is null or place.warning_id = ${id}::uuid)
      and (${from}::bigint is null or place.sequence ${newestFirst ? sql`<` : sql`>`} ${from}::bigint)
      and not exists (
        select 1 from warning_publication as later
        where later.clearance = place.clearance and later.warning_id = place.warning_id and later.warning_version > place.warning_version
      )
    order by place.sequence ${newestFirst ? sql`desc` : sql`asc`}
    limit ${limit}`.execute(queries)
  return rows
}

/** Returns all versions of a warning that a clearance may read, oldest first. */
export async function feedVersions(queries: Queries, clearance: Clearance, id: string): Promise<readonly FeedVersionOfWarning[]> {
  const { rows } = await sql<FeedVersionOfWarning>`
    select warning.version, warning.act, warning.content - 'indicators' as content, warning.published_at as "publishedAt"
    from warning_publication as place
    join warning on warning.id = place.warning_id and warning.version = place.warning_version
    where place.clearance = ${clearance} and place.warning_id = ${id}
    order by warning.version`.execute(queries)
  return rows
}

/** Which indicators of a warning are asked for. */
export type IndicatorRange = { readonly warningId: string; readonly after: string | null; readonly limit: number }

/** Returns all indicators that a warning ever brought, by id, those that were taken back among them. */
export async function indicatorsOfWarning(
  queries: Queries,
  { warningId, after, limit }: IndicatorRange,
): Promise<readonly SharedIndicator[]> {
  const { rows } = await sql<SharedIndicator>`
    select
      id, warning_id as "warningId", tlp, type, value, role, advice, confidence, pattern, valid_until as "validUntil", published_at as "publishedAt",
      changed_at as "changedAt", revoked_at as "revokedAt"
    from shared_indicator
    where warning_id = ${warningId} and (${after}::uuid is null or id > ${after}::uuid)
    order by id
    limit ${limit}`.execute(queries)
  return rows
}

/** A rendered object in its newest version. */
export type NewestObject = {
  /** Its place in microseconds since 1970. */
  readonly addedMicros: number
  /** Null for what belongs to no single warning. */
  readonly warningId: string | null
  /** JSON in UTF-8. */
  readonly body: Buffer
}

/** Returns the newest versions of the objects of a collection after a place, in the order of their places. */
export async function newestObjects(
  queries: Queries,
  range: { readonly collection: Clearance; readonly afterMicros: number; readonly limit: number },
): Promise<readonly NewestObject[]> {
  const { rows } = await sql<NewestObject>`
    select (extract(epoch from one.date_added) * 1000000)::bigint as "addedMicros", one.warning_id as "warningId", one.body
    from warning_object as one
    where one.collection = ${range.collection}
      and one.date_added > timestamptz '1970-01-01T00:00:00Z' + ${range.afterMicros}::bigint * interval '1 microsecond'
      and not exists (
        select 1 from warning_object as later
        where later.collection = one.collection and later.stix_id = one.stix_id and later.stix_version > one.stix_version
      )
    order by one.date_added
    limit ${range.limit}`.execute(queries)
  return rows
}

/** Returns which of these warnings do not count on the day of `today` (UTC, `YYYY-MM-DD`). */
export async function warningsOver(queries: Queries, ids: readonly string[], today: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select newest.id from (
      select distinct on (id) id, content ->> 'validUntil' as until from warning
      where id = any(${ids}::uuid[]) and state = 'published'
      order by id, version desc
    ) as newest
    where newest.until <= ${today}`.execute(queries)
  return new Set(rows.map((row) => row.id))
}

/** Returns which of these shared indicators do not count on the day of `today` (UTC, `YYYY-MM-DD`): taken back, or over. */
export async function indicatorsOver(queries: Queries, ids: readonly string[], today: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from shared_indicator where id = any(${ids}::uuid[]) and (revoked_at is not null or valid_until <= ${today}::date)`.execute(
    queries,
  )
  return new Set(rows.map((row) => row.id))
}
