import { rulebookFault } from './rulebook-error.ts'
import type { Validity } from './validity.ts'

/** Where in a data file a rule stands. */
export type FilePlace = { readonly file: string; readonly path: readonly (string | number)[] }

/**
 * Returns the half-open range of two dates of `zone`; a range without a first day begins at no instant.
 *
 * @throws {RulebookError} `RULEBOOK_VALIDITY` for a date that does not exist, or a range that ends before it begins.
 */
export function readValidity(
  range: { readonly validFrom: string | null; readonly validTo: string | null },
  zone: string,
  place: FilePlace,
): Validity {
  const from = range.validFrom === null ? null : startOfDate(range.validFrom, zone)
  const to = range.validTo === null ? null : startOfDate(range.validTo, zone)
  const backwards = from && to && Temporal.Instant.compare(from, to) >= 0
  if (from === undefined || to === undefined || backwards === true) {
    const message = `expected dates that exist, the first before the second, found ${String(range.validFrom)} and ${String(range.validTo)}`
    throw rulebookFault('RULEBOOK_VALIDITY', place, message)
  }
  return { validFrom: from, validTo: to }
}

/**
 * Returns the half-open range in which a law is in force.
 *
 * @throws {RulebookError} `RULEBOOK_VALIDITY` as {@link readValidity} does, and for a law without a first day that is no proposal.
 */
export function readLawValidity(
  law: { readonly status: string; readonly validFrom: string | null; readonly validTo: string | null },
  zone: string,
  file: string,
): Validity {
  const range = readValidity(law, zone, { file, path: [] })
  if (range.validFrom !== null || law.status === 'proposed') return range
  const message = `expected a date: only a proposed law may have no first day, this one is ${law.status}`
  throw rulebookFault('RULEBOOK_VALIDITY', { file, path: ['validFrom'] }, message)
}

/** Returns the instant at which `date` begins in `zone`, or undefined for a date that does not exist. */
function startOfDate(date: string, zone: string): Temporal.Instant | undefined {
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Throws `RULEBOOK_REPEATED` where an id of the list `list` of a data file is there twice. */
export function refuseRepeated(file: string, list: string, ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated !== undefined) throw rulebookFault('RULEBOOK_REPEATED', { file, path: [list] }, `"${repeated}" is there twice`)
}
