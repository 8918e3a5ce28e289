/** Returns `instant` as entries of the log write it: UTC, with exactly three digits of fraction. */
export function logInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}
