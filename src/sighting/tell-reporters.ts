import type { Database } from '#database/database.ts'
import { noticeIdOf } from '#delivery/notice-id.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { pagePath } from '#ui/page-path.ts'
import { beginTelling, incidentsWithNews } from './outcome-store.ts'
import { outcomeNotice } from './outcome-text.ts'
import { readOutcome } from './read-outcome.ts'

/** What telling reporters works with. */
export type TellingParts = {
  readonly database: Database
  readonly clock: Clock
  /** Seconds from one counting to the next; reporters are told at every seventh. */
  readonly countSeconds: number
}

/**
 * Tells operators what their reports achieved, where more is shown than a week ago: one notice for each incident and week.
 *
 * @returns How many notices were written.
 */
export async function tellReporters({ database, clock, countSeconds }: TellingParts): Promise<number> {
  const at = latestTelling(clock.now(), countSeconds).toString()
  return database.kysely.transaction().execute(async (tx) => {
    const telling = await beginTelling(tx, at)
    if (telling === false) return 0
    const news = await incidentsWithNews(tx, telling.last)
    for (const { incidentId, ownerTag } of news) {
      const { warnings } = await readOutcome(tx, incidentId)
      await insertNotice(tx, {
        id: noticeIdOf(`outcome:${incidentId}:${at}`),
        recipient: ownerTag,
        body: outcomeNotice(warnings),
        path: pagePath('ownIncident', { incidentId }),
      })
    }
    return news.length
  })
}

/** Returns the latest Monday, 00:00 UTC, where a counting takes a day: 1 January 1970 was a Thursday. */
function latestTelling(now: Temporal.Instant, countSeconds: number): Temporal.Instant {
  const dayMs = countSeconds * 1000
  const weeks = Math.floor((now.epochMilliseconds - 4 * dayMs) / (7 * dayMs))
  return Temporal.Instant.fromEpochMilliseconds((weeks * 7 + 4) * dayMs)
}
