/** How much one officer may open, and for how long an opening may be withheld from the operator. */
export type OpeningLimits = {
  readonly perHour: number
  readonly perDay: number
  /** Days ahead that a sealed opening is revealed at the latest; 0 allows none. */
  readonly sealedDays: number
}

/** What holds where the installation sets nothing else. */
export const usualLimits: OpeningLimits = { perHour: 60, perDay: 200, sealedDays: 90 }

/** What one officer has opened lately, before the opening at hand. Instants are ISO 8601 in UTC. */
export type OpeningHistory = {
  /** When each report of the last 24 hours was opened, first to last. */
  readonly lastDay: readonly string[]
  /** Different cases within ten minutes. */
  readonly casesOfMinutes: readonly string[]
  /** The most openings within one day of the last four weeks, the last 24 hours left out. */
  readonly busiestDay: number
  /** Openings by night within the last four weeks. */
  readonly nights: number
}

/** What one officer may still open now. */
export type OpeningQuota = {
  readonly perHour: number
  readonly perDay: number
  readonly left: number
  /** The instant at which the next opening is possible, where none is now. */
  readonly goesOnAt: string | null
}

/** Returns what is left of `limits` at `now`, after `history`. */
export function quotaOf(history: OpeningHistory, limits: Pick<OpeningLimits, 'perHour' | 'perDay'>, now: Temporal.Instant): OpeningQuota {
  const { perHour, perDay } = limits
  const opened = history.lastDay.map((at) => Temporal.Instant.from(at))
  const ofHour = opened.filter((at) => Temporal.Instant.compare(at, now.subtract({ hours: 1 })) > 0)
  const left = Math.max(0, Math.min(perHour - ofHour.length, perDay - opened.length))
  // Room comes when so many have aged that fewer than the limit are left.
  const waits = [ofHour.at(-perHour)?.add({ hours: 1 }), opened.at(-perDay)?.add({ hours: 24 })].filter((at) => at !== undefined)
  return {
    perHour,
    perDay,
    left,
    goesOnAt:
      left > 0
        ? null
        : (waits
            .toSorted((one, other) => Temporal.Instant.compare(one, other))
            .at(-1)
            ?.toString() ?? null),
  }
}
