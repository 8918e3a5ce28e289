/** Half-open range in which a rule is in force; one that has no first day yet is in force at no instant, one without an end goes on. */
export type Validity = { readonly validFrom: Temporal.Instant | null; readonly validTo: Temporal.Instant | null }

/** Tells whether a rule is in force at an instant. */
export function isInForceAt({ validFrom, validTo }: Validity, at: Temporal.Instant): boolean {
  if (validFrom === null || Temporal.Instant.compare(at, validFrom) < 0) return false
  return validTo === null || Temporal.Instant.compare(at, validTo) < 0
}

/** Tells whether two ranges have an instant in common; a range without a first day counts as begun. */
export function overlap(left: Validity, right: Validity): boolean {
  return isBefore(left.validFrom, right.validTo) && isBefore(right.validFrom, left.validTo)
}

function isBefore(instant: Temporal.Instant | null, end: Temporal.Instant | null): boolean {
  return instant === null || end === null || Temporal.Instant.compare(instant, end) < 0
}
