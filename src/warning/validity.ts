import type { WarningAct, WarningContent, WarningStanding } from './warning.ts'

/** Returns the last day on which something counts whose `validUntil` is the first day on which it does not; both UTC. */
export function lastValidDay(validUntil: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(validUntil).subtract({ days: 1 })
}

/** Tells whether a warning no longer counts at `now`. */
export function isOver({ validUntil }: Pick<WarningContent, 'validUntil'>, now: Temporal.Instant): boolean {
  return Temporal.PlainDate.compare(now.toZonedDateTimeISO('UTC').toPlainDate(), Temporal.PlainDate.from(validUntil)) >= 0
}

/** Returns where a warning stands at `now`, by its newest version. */
export function standingOf(
  { act, validUntil }: { readonly act: WarningAct; readonly validUntil: string },
  now: Temporal.Instant,
): WarningStanding {
  if (act === 'recall') return 'recalled'
  if (isOver({ validUntil }, now)) return 'expired'
  return act === 'revision' ? 'revised' : 'published'
}
