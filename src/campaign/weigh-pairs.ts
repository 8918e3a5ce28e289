import type { InTransaction } from '#database/database.ts'
import { traitPriors } from './trait.ts'
import { holdersByDay, incidentsByDay, readingsOf, sharedTraits, type DayOfHolders, type Pair, type StoredShare } from './trait-store.ts'
import { weighLink, type LinkWeight, type SharedTrait } from './weigh-link.ts'

/** A pair with what it weighs. */
export type WeighedPair = Pair & { readonly weight: LinkWeight }

/** A value that shows up so many days from both incidents, or longer, shows up all year; one that stays within them is a burst. */
const burstDays = 30
const dayMilliseconds = 86_400_000

/** Returns what each of the pairs weighs, by what the database holds now. */
export async function weighPairs(tx: InTransaction, pairs: readonly Pair[]): Promise<readonly WeighedPair[]> {
  if (pairs.length === 0) return []
  const shares = Map.groupBy(await sharedTraits(tx, pairs), nameOf)
  const keys = [...new Set([...shares.values()].flat().map((one) => one.key))]
  const holders = Map.groupBy(await holdersByDay(tx, keys), (one) => one.key)
  const fingerprints = new Map([...holders].map(([key, days]) => [key, fingerprintOf(days)]))
  const readings = await readingsOf(tx, [...new Set(pairs.flatMap(({ low, high }) => [low, high]))])
  const all = countsOf(await incidentsByDay(tx))
  const counts = new Map([...holders].map(([key, days]) => [key, countsOf(days)]))
  return pairs.map(({ low, high }) => {
    const [lowReading, highReading] = [readings.get(low), readings.get(high)]
    const near = [dayNumber(lowReading?.day), dayNumber(highReading?.day)]
    const shared = (shares.get(nameOf({ low, high })) ?? []).map((one): SharedTrait => {
      const place = traitPriors[one.type].links ? near : null
      const background = countAway(all, place)
      return {
        ...one,
        background: place === null ? Math.max(0, background - 2) : background,
        holders: place === null ? Math.max(0, countAway(counts.get(one.key), null) - 2) : countAway(counts.get(one.key), place),
        together: fingerprints.get(one.key) ?? one.key,
      }
    })
    const others = Math.max(0, countAway(all, null) - 1)
    return { low, high, weight: weighLink({ shared, values: [lowReading?.values ?? 0, highReading?.values ?? 0], others }) }
  })
}

function nameOf({ low, high }: Pair | StoredShare): string {
  return `${low} ${high}`
}

type DayCount = { readonly day: number; readonly count: number }

function countsOf(days: readonly { readonly day: string; readonly count: number }[]): readonly DayCount[] {
  return days.map(({ day, count }) => ({ day: dayNumber(day), count }))
}

/** Returns how many of `counts` lie more than the length of a burst from all of the days in `near`; all of them where that is null. */
function countAway(counts: readonly DayCount[] | undefined, near: readonly number[] | null): number {
  let sum = 0
  for (const { day, count } of counts ?? []) if (near === null || near.every((one) => Math.abs(one - day) > burstDays)) sum += count
  return sum
}

function dayNumber(day: string | undefined): number {
  return day === undefined ? 0 : Date.parse(`${day}T00:00:00Z`) / dayMilliseconds
}

function fingerprintOf(days: readonly DayOfHolders[]): string {
  const count = days.reduce((sum, one) => sum + one.count, 0)
  return `${count} ${days.reduce((sum, one) => sum ^ BigInt(one.fingerprint), 0n)}`
}
