import type { Queries } from '#database/database.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { IndicatorType } from '#indicator/indicator.ts'
import type { Advice } from '#warning/warning.ts'

/** How far publication has come for a clearance. */
export type FeedState = {
  /** The newest place in the count of that clearance; 0 where nothing was published. */
  readonly sequence: number
  /** The release tick of it, ISO 8601; null where nothing was published. */
  readonly publishedAt: string | null
}

/** Returns how far publication has come for a clearance. */
export async function feedState(queries: Queries, clearance: Clearance): Promise<FeedState> {
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
