import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import type { WarningVersion } from './warning-table.ts'

// Any constant will do: it only has to be the same in every process that publishes.
const publicationLock = 7_261_002
const insertedAtOnce = 1_000

/** One STIX object as every channel carries it. */
export type RenderedObject = {
  readonly stixId: string
  readonly type: string
  /** Its `modified`, or `created` where it has none; ISO 8601 in UTC with milliseconds. */
  readonly version: string
  /** JSON in UTF-8. */
  readonly body: Uint8Array
  readonly warning: WarningVersion | null
}

/** A rendered object with its place in a collection, in microseconds since 1970. */
export type PlacedObject = RenderedObject & { readonly addedMicros: number }

/** Makes this transaction the only one that publishes until it ends, so that places are seen in the order in which they are given. */
export async function lockPublication(tx: InTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${publicationLock})`.execute(tx)
}

/** Returns the newest place in a collection in microseconds since 1970, or 0 where it is empty. */
export async function newestPlace(queries: Queries, collection: Clearance): Promise<number> {
  const { rows } = await sql<{ micros: number | null }>`
    select (extract(epoch from max(date_added)) * 1000000)::bigint as micros from warning_object where collection = ${collection}`.execute(
    queries,
  )
  return rows[0]?.micros ?? 0
}

/** Tells whether a collection holds any version of this object. */
export async function holdsObject(queries: Queries, collection: Clearance, stixId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('warning_object')
    .select('stix_id')
    .where('collection', '=', collection)
    .where('stix_id', '=', stixId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds objects to a collection. The caller holds the lock of {@link lockPublication}. */
export async function insertObjects(tx: InTransaction, collection: Clearance, objects: readonly PlacedObject[]): Promise<void> {
  for (let start = 0; start < objects.length; start += insertedAtOnce) {
    const some = objects.slice(start, start + insertedAtOnce)
    await sql`
      insert into warning_object (collection, date_added, stix_id, stix_version, type, warning_id, warning_version, body)
      select ${collection}, timestamptz '1970-01-01T00:00:00Z' + added * interval '1 microsecond', stix_id, stix_version, type, warning_id, warning_version, body
      from unnest(
        ${some.map((one) => one.addedMicros)}::bigint[], ${some.map((one) => one.stixId)}::text[], ${some.map((one) => one.version)}::timestamptz[],
        ${some.map((one) => one.type)}::text[], ${some.map((one) => one.warning?.id ?? null)}::uuid[],
        ${some.map((one) => one.warning?.version ?? null)}::integer[], ${some.map((one) => Buffer.from(one.body))}::bytea[]
      ) as added_object (added, stix_id, stix_version, type, warning_id, warning_version, body)`.execute(tx)
  }
}

/** What a reader asks of {@link objectsAfter}. */
export type ObjectRange = { readonly collection: Clearance; readonly afterMicros: number; readonly limit: number }

/** Returns the objects that joined a collection after a place, oldest first. */
export async function objectsAfter(queries: Queries, range: ObjectRange): Promise<readonly PlacedObject[]> {
  const { rows } = await sql<{
    stix_id: string
    type: string
    version_millis: number
    added_micros: number
    warning_id: string | null
    warning_version: number | null
    body: Buffer
  }>`
    select stix_id, type, warning_id, warning_version, body,
      (extract(epoch from stix_version) * 1000)::bigint as version_millis, (extract(epoch from date_added) * 1000000)::bigint as added_micros
    from warning_object
    where collection = ${range.collection} and date_added > timestamptz '1970-01-01T00:00:00Z' + ${range.afterMicros}::bigint * interval '1 microsecond'
    order by warning_object.date_added
    limit ${range.limit}`.execute(queries)
  return rows.map((row) => ({
    stixId: row.stix_id,
    type: row.type,
    version: new Date(row.version_millis).toISOString(),
    addedMicros: row.added_micros,
    warning: row.warning_id === null || row.warning_version === null ? null : { id: row.warning_id, version: row.warning_version },
    body: row.body,
  }))
}

/** Returns the objects of a warning as they stand since one of its versions, in the order in which they joined their collection. */
export async function objectsOfWarning(queries: Queries, warning: WarningVersion): Promise<readonly Uint8Array[]> {
  const rows = await queries
    .selectFrom((build) =>
      build
        .selectFrom('warning_object')
        .distinctOn('stix_id')
        .select(['stix_id', 'body', 'date_added'])
        .where('warning_id', '=', warning.id)
        .where('warning_version', '<=', warning.version)
        .orderBy('stix_id')
        .orderBy('stix_version', 'desc')
        .as('newest'),
    )
    .select('newest.body')
    .orderBy('newest.date_added')
    .execute()
  return rows.map((row) => row.body)
}
