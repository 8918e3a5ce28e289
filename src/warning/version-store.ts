import { sql } from 'kysely'
import { batched } from '#database/batched.ts'
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
  /** Whether no later version is out. */
  readonly isNewest: boolean
}

/** Returns a published version, and whether it is the newest that is out; null where the id is of none. */
export const deliveredVersion = batched(async (queries, ids: readonly string[]): Promise<readonly (DeliveredVersion | null)[]> => {
  const rows = await queries
    .selectFrom('warning')
    .select(['id', 'version', 'version_id', 'act', 'tlp', 'content', 'published_at'])
    .select(
      sql<boolean>`not exists (
        select from warning as later where later.id = warning.id and later.state = 'published' and later.version > warning.version)`.as(
        'isNewest',
      ),
    )
    .where('version_id', 'in', [...new Set(ids)])
    .where('state', '=', 'published')
    .execute()
  const found = new Map(
    rows.map(({ version_id: versionId, published_at: publishedAt, ...row }) => [
      versionId,
      { ...row, versionId, publishedAt: publishedAt ?? '' },
    ]),
  )
  return ids.map((id) => found.get(id) ?? null)
})

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
