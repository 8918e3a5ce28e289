import type { OpeningLimits } from '#opening/opening-limits.ts'
import type { Config } from '#runtime/config.ts'

/** Returns the limits of openings that the settings of a process ask for. */
export function openingLimitsOf(config: Pick<Config, 'openingsPerHour' | 'openingsPerDay' | 'sealedOpeningDays'>): OpeningLimits {
  return { perHour: config.openingsPerHour, perDay: config.openingsPerDay, sealedDays: config.sealedOpeningDays }
}
