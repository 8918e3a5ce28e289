import { Problem } from '#http/problem.ts'
import type { OpeningQuota } from './opening-limits.ts'

/**
 * Refuses an opening beyond the quota.
 *
 * @throws {Problem} 429 `OPENING_QUOTA`, which says when it goes on.
 */
export function refuseBeyond({ perHour, perDay, left, goesOnAt }: OpeningQuota, now: Temporal.Instant): void {
  if (left > 0) return
  const detail = `You may open ${perHour} reports within an hour and ${perDay} within a day; it goes on at ${goesOnAt ?? 'no set time'}. An administrator of your authority can allow more for a time`
  const wait = goesOnAt === null ? {} : { retryAfterSeconds: Math.max(1, Math.ceil(now.until(goesOnAt).total('seconds'))) }
  throw new Problem(429, 'OPENING_QUOTA', detail, wait)
}
