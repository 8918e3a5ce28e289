import { normalise, type NormalText } from './normalise.ts'
import { readings } from './readings.ts'

/** The longest text that is scanned, in UTF-16 code units. */
export const longestScanned = 100_000

/**
 * Returns `text` and everything that it holds in encoded form to a depth of two, each in the one form in which identifiers are compared; null where it
 * is too long to be scanned. The text itself comes first. What is looked for in several ways is read once.
 */
export function normalReadings(text: string): readonly NormalText[] | null {
  return text.length > longestScanned ? null : readings(text).map(normalise)
}
