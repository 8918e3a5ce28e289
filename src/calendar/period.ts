/** What happens where the last day of a period is a holiday. */
export type LastDayRule = 'stays' | 'next-working-day' | 'previous-working-day'

/**
 * Whether the day of the start event counts as the first day.
 *
 * `excluded-unless-midnight` leaves it out, except where the event is the very beginning of that day (Civil Code of Japan, Article 140).
 */
export type FirstDayRule = 'excluded' | 'included' | 'excluded-unless-midnight'

/** A period that runs on the time line from an instant. */
export type RunningPeriod = { readonly unit: 'minutes' | 'hours'; readonly amount: number }

/**
 * A period of law. Minutes and hours run from the instant; every other unit counts days of the legal zone and ends at the end of the last one.
 */
export type Period =
  | RunningPeriod
  | { readonly unit: 'days' | 'months'; readonly amount: number; readonly firstDay: FirstDayRule; readonly lastDay: LastDayRule }
  | { readonly unit: 'business-days'; readonly amount: number; readonly firstDay: FirstDayRule }
