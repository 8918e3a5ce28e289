import type { Clock } from '#runtime/clock.ts'
import type { Database } from '#database/database.ts'
import { beginCounting, countsOf, forgetAnswers, lastCounting, mixAnswers, raiseCounts, type CountRow } from './count-store.ts'
import { independentTallies, type TallyParts } from './independent-tallies.ts'
import { fewestShown, nextPublished, nothingPublished } from './shown-count.ts'

/** Days for which answers are kept after what they are about has run out or was taken back. */
const keptDays = 30

/** What counting works with. */
export type CountingParts = TallyParts & {
  readonly database: Database
  readonly clock: Clock
  /** Seconds from one counting to the next; they fall on the multiples of it since 1970. */
  readonly countSeconds: number
}

/**
 * Publishes the daily table if its instant has come and nobody has: the only moment at which a number that somebody sees may change.
 *
 * @returns Whether this call did.
 */
export async function publishCounts(parts: CountingParts): Promise<boolean> {
  const { database, clock } = parts
  const at = latestCounting(clock.now(), parts.countSeconds)
  const last = await lastCounting(database.kysely)
  if (last !== null && Temporal.Instant.compare(Temporal.Instant.from(last), at) >= 0) return false
  return database.kysely.transaction().execute(async (tx) => {
    if (!(await beginCounting(tx, at.toString()))) return false
    await mixAnswers(tx)
    const tallies = await independentTallies(tx, parts, fewestShown)
    const before = new Map((await countsOf(tx, [...new Set(tallies.map((one) => one.subjectId))])).map((row) => [keyOf(row), row]))
    const risen = tallies.flatMap((tally): readonly CountRow[] => {
      const known = before.get(keyOf(tally)) ?? nothingPublished
      const next = nextPublished(known, tally.count)
      return next === known ? [] : [{ subjectId: tally.subjectId, kind: tally.kind, ...next }]
    })
    await raiseCounts(tx, risen, at.toString())
    await forgetAnswers(
      tx,
      at
        .subtract({ hours: 24 * keptDays })
        .toString()
        .slice(0, 10),
    )
    return true
  })
}

/** Returns the latest multiple of `seconds` since 1970 that is not after `now`. */
function latestCounting(now: Temporal.Instant, seconds: number): Temporal.Instant {
  const millis = seconds * 1000
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / millis) * millis)
}

function keyOf({ subjectId, kind }: Pick<CountRow, 'subjectId' | 'kind'>): string {
  return `${subjectId} ${kind}`
}
