import type { Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import type { WarningAct, WarningContent } from './warning.ts'
import type { WarningVersion } from './warning-table.ts'

/** The id of a version, and those of the published versions of the same warning before it. */
export type VersionIds = { readonly versionId: string; readonly earlierIds: readonly string[] }

/**
 * Returns under which ids a version and its forerunners are delivered.
 *
 * @throws {TypeError} if there is no such version.
 */
export async function versionIds(queries: Queries, { id, version }: WarningVersion): Promise<VersionIds> {
  const rows = await queries
    .selectFrom('warning')
    .select(['version', 'version_id', 'state'])
    .where('id', '=', id)
    .where('version', '<=', version)
    .execute()
  const own = rows.find((row) => row.version === version)
  if (own === undefined) throw new TypeError(`Cannot deliver version ${version} of warning ${id}: there is none`)
  const earlier = rows.filter((row) => row.version < version && row.state === 'published')
  return { versionId: own.version_id, earlierIds: earlier.map((row) => row.version_id) }
}

/** A published version as it is delivered. */
export type DeliveredVersion = WarningVersion & {
  readonly versionId: string
  readonly act: WarningAct
  readonly tlp: Clearance
  readonly content: WarningContent
  readonly publishedAt: string
}

/** Returns published versions by their ids, the earliest first; ids that are not of published versions are passed over. */
export async function deliveredVersions(queries: Queries, ids: readonly string[]): Promise<readonly DeliveredVersion[]> {
  if (ids.length === 0) return []
  const rows = await queries
    .selectFrom('warning')
    .select(['id', 'version', 'version_id', 'act', 'tlp', 'content', 'published_at'])
    .where('version_id', 'in', ids)
    .where('state', '=', 'published')
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    versionId: row.version_id,
    act: row.act,
    tlp: row.tlp,
    content: row.content,
    publishedAt: row.published_at ?? '',
  }))
}

/** Returns the number of the newest published version of a warning; 0 where none is out. */
export async function newestVersionNumber(queries: Queries, warningId: string): Promise<number> {
  const row = await queries
    .selectFrom('warning')
    .select((build) => build.fn.max('version').as('newest'))
    .where('id', '=', warningId)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return row?.newest ?? 0
}

/** Returns first versions that were published since an instant, newest first. */
export async function publishedSince(
  queries: Queries,
  { since, levels, limit }: { readonly since: string; readonly levels: readonly Clearance[]; readonly limit: number },
): Promise<readonly Pick<DeliveredVersion, 'id' | 'tlp' | 'content' | 'publishedAt'>[]> {
  const rows = await queries
    .selectFrom('warning')
    .select(['id', 'tlp', 'content', 'published_at'])
    .where('state', '=', 'published')
    .where('act', '=', 'release')
    .where('published_at', '>=', since)
    .where('tlp', 'in', levels)
    .orderBy('published_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, tlp: row.tlp, content: row.content, publishedAt: row.published_at ?? '' }))
}
