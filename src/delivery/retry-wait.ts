/** No wait is longer than this. */
export const longestWaitSeconds = 900

const firstWaitSeconds = 5

/** Attempts before a delivery is given up: half a day to a day of them, most a quarter of an hour apart. */
export const mostAttempts = 100

/**
 * Returns how many seconds to wait after attempt `attempts` (from 1): doubling, up to {@link longestWaitSeconds}, the upper half of it by chance,
 * so that many that failed together do not come back together.
 *
 * @param chance A number from 0 up to, but not including, 1.
 */
export function retryWaitSeconds(attempts: number, chance: number): number {
  const most = Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(attempts - 1, 20))
  return (most / 2) * (1 + chance)
}

const wornOutSeconds = 24 * 60 * 60
const wornOutFailures = 10

/** Tells whether a recipient that has been failing for so long is not to be tried any more until it asks for it. */
export function isWornOut({ failures, failingSeconds }: { readonly failures: number; readonly failingSeconds: number }): boolean {
  return failures >= wornOutFailures && failingSeconds >= wornOutSeconds
}
