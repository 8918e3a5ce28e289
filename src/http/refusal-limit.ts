import type { Clock } from '#runtime/clock.ts'

/** Counts credentials that were refused, for each address they came from. */
export type RefusalLimit = {
  /** Tells whether so many came from this address within the minute that no more are looked at. */
  isReached(address: string): boolean
  /** Counts one more. */
  note(address: string): void
}

const minuteMs = 60_000
const addressesMost = 100_000

/** Returns a count that starts anew every minute and allows `perMinute` refusals to each address. */
export function createRefusalLimit(clock: Clock, perMinute: number): RefusalLimit {
  const refusals = new Map<string, number>()
  let minute = 0
  const startAnew = (): void => {
    const now = Math.floor(clock.now().epochMilliseconds / minuteMs)
    if (now !== minute || refusals.size >= addressesMost) refusals.clear()
    minute = now
  }
  return {
    isReached: (address) => {
      if (refusals.size === 0) return false
      startAnew()
      return (refusals.get(address) ?? 0) >= perMinute
    },
    note: (address) => {
      startAnew()
      refusals.set(address, (refusals.get(address) ?? 0) + 1)
    },
  }
}
