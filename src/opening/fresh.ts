const freshMinutes = 5

/** Tells whether a wish of this instant counts at `now`: neither was signed more than five minutes from the other. */
export function isFresh(requestedAt: string, now: Temporal.Instant): boolean {
  // A text of the right shape may still name no instant (month 13); `Date.parse` answers that with NaN, which is not fresh.
  return Math.abs(now.epochMilliseconds - Date.parse(requestedAt)) <= freshMinutes * 60_000
}
