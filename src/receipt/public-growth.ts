import { randomBytes } from '#base/bytes.ts'

/** How the tree grows in public, whatever is logged: one head at every full `headSeconds` of the clock. */
export type GrowthPlan = { readonly leavesPerMinute: number; readonly headSeconds: number }

// More than that is overload; what is left is filled when the head is due.
const mostDraws = 4096

/** Returns by how many leaves each public head is larger than the one before. */
export function leavesPerHead({ leavesPerMinute, headSeconds }: GrowthPlan): number {
  return Math.max(1, Math.round((leavesPerMinute * headSeconds) / 60))
}

/** Returns the number of the stretch of time in which `at` lies; a public head is due once it is another than that of the last head. */
export function stretchOf(at: Temporal.Instant, { headSeconds }: GrowthPlan): number {
  return Math.floor(at.epochMilliseconds / (headSeconds * 1000))
}

/** Returns the milliseconds until the next public head is due, more than 0. */
export function untilNextHeadMs(at: Temporal.Instant, plan: GrowthPlan): number {
  return (stretchOf(at, plan) + 1) * plan.headSeconds * 1000 - at.epochMilliseconds
}

/** The size of a public head. */
export type NextHead = {
  readonly size: number
  /** By what factor it grew more than the fixed number: 1, or a power of two where there was more to log. */
  readonly overload: number
}

/**
 * Returns the size of the public head that follows one of `from` leaves: larger by the fixed number, doubled until it holds `atLeast` leaves.
 *
 * So the public sees powers of two and never how many entries there were.
 */
export function nextHead(from: number, atLeast: number, plan: GrowthPlan): NextHead {
  let overload = 1
  while (from + leavesPerHead(plan) * overload < atLeast) overload *= 2
  return { size: from + leavesPerHead(plan) * overload, overload }
}

/**
 * Returns how many of `places`, which nothing has taken yet, get a cover entry in this round.
 *
 * Each place is filled at an instant of its own, evenly spread over the time that is left; a filing takes the place of a cover entry that is
 * still to come. So whoever files cannot tell by the place of its own leaf how many others filed since the last public head.
 */
export function coversDue(places: number, roundMs: number, leftMs: number): number {
  const share = roundMs / leftMs
  const drawn = Math.min(places, mostDraws)
  const draws = new DataView(randomBytes(4 * drawn).buffer)
  let due = 0
  for (let at = 0; at < drawn; at++) if (draws.getUint32(4 * at) / 2 ** 32 < share) due += 1
  return due
}
