import type { Queries } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'

/** How far publication has come for a clearance. */
export type PublicationState = {
  /** The newest place in the count of that clearance; 0 where nothing was published. */
  readonly sequence: number
  /** The release tick of it, ISO 8601; null where nothing was published. */
  readonly publishedAt: string | null
}

/** Returns how far publication has come for a clearance. */
export async function publicationState(queries: Queries, clearance: Clearance): Promise<PublicationState> {
  const row = await queries
    .selectFrom('warning_publication as place')
    .innerJoin('warning', (join) =>
      join.onRef('warning.id', '=', 'place.warning_id').onRef('warning.version', '=', 'place.warning_version'),
    )
    .select(['place.sequence', 'warning.published_at'])
    .where('place.clearance', '=', clearance)
    .orderBy('place.sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { sequence: row?.sequence ?? 0, publishedAt: row?.published_at ?? null }
}
