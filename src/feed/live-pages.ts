import { liveIndicators, type SharedIndicator } from '#warning/shared-indicator-store.ts'
import type { FeedReading } from './feed-answer.ts'

const readAtOnce = 2_000

/** Returns the indicators that count for a reading of a feed, by id, some at a time. */
export async function* livePages(reading: FeedReading): AsyncGenerator<readonly SharedIndicator[]> {
  const { database, clearance, today } = reading
  for (let after: string | null = null; ;) {
    const some: readonly SharedIndicator[] = await liveIndicators(database.kysely, {
      clearance,
      today,
      types: null,
      after,
      limit: readAtOnce,
    })
    if (some.length > 0) yield some
    after = some.at(-1)?.id ?? null
    if (some.length < readAtOnce) return
  }
}
