import { CalendarError } from './calendar-error.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import type { FirstDayRule, LastDayRule, Period, RunningPeriod } from './period.ts'

/** Longest period that is counted, in its own unit. */
const longestAmount = 5000

/** Days of a legal zone, and when its offices are closed. */
export type LegalDays = { readonly zone: string; readonly calendar: HolidayCalendar }

/** A period that counts days. */
export type CountedPeriod = Exclude<Period, RunningPeriod>

/** Tells whether `period` runs on the time line, untouched by days, zones and daylight saving. */
export function isRunning(period: Period): period is RunningPeriod {
  return period.unit === 'hours' || period.unit === 'minutes'
}

const nanoseconds = { hours: 3_600_000_000_000n, minutes: 60_000_000_000n } as const

/** Returns `startedAt` and the minutes or hours of `period`. */
export function addRunning(startedAt: Temporal.Instant, { unit, amount }: RunningPeriod): Temporal.Instant {
  // Three times faster than `add()`, and most clocks of most laws run in hours.
  return Temporal.Instant.fromEpochNanoseconds(startedAt.epochNanoseconds + BigInt(amount) * nanoseconds[unit])
}

/**
 * Returns the instant at which `period` ends: what {@link dueAt} explains, without the words.
 *
 * @throws {CalendarError} `PERIOD_AMOUNT` if the amount is not a whole number from 1 to 5000.
 */
export function endOfPeriod(period: Period, startedAt: Temporal.Instant, legal: LegalDays): Temporal.Instant {
  refuseAmount(period)
  if (isRunning(period)) return addRunning(startedAt, period)
  const first = firstDayOf(period.firstDay, startedAt, legal.zone).date
  const last = lastDayOf(period, first, legal.calendar)
  const moved = movesOf(period, last, legal.calendar).at(-1)?.to ?? last
  return endOfDay(moved, legal.zone)
}

/** Returns the instant at which `date` ends in `zone`, which is the instant the next day begins. */
export function endOfDay(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.add({ days: 1 }).toZonedDateTime(zone).toInstant()
}

/** Throws `PERIOD_AMOUNT` unless the amount of `period` is a whole number from 1 to 5000. */
export function refuseAmount({ amount, unit }: Period): void {
  if (Number.isInteger(amount) && amount >= 1 && amount <= longestAmount) return
  throw new CalendarError('PERIOD_AMOUNT', `Cannot count ${amount} ${unit}: expected a whole number from 1 to ${longestAmount}`)
}

/** Returns the day that counts as day 1, and whether it does so because the period begins at midnight. */
export function firstDayOf(
  rule: FirstDayRule,
  startedAt: Temporal.Instant,
  zone: string,
): { readonly date: Temporal.PlainDate; readonly counts: 'next-day' | 'same-day' | 'midnight' } {
  const local = startedAt.toZonedDateTimeISO(zone)
  const date = local.toPlainDate()
  if (rule === 'included') return { date, counts: 'same-day' }
  if (rule === 'excluded-unless-midnight' && local.equals(local.startOfDay())) return { date, counts: 'midnight' }
  return { date: date.add({ days: 1 }), counts: 'next-day' }
}

/** Returns the last day of `period`, before any holiday moves it. */
export function lastDayOf(period: CountedPeriod, first: Temporal.PlainDate, calendar: HolidayCalendar): Temporal.PlainDate {
  const { amount } = period
  switch (period.unit) {
    case 'days':
      return first.add({ days: amount - 1 })
    case 'months':
      return period.firstDay === 'excluded' ? first.subtract({ days: 1 }).add({ months: amount }) : dayBeforeSameDate(first, amount)
    case 'business-days':
      return businessDay(amount, first, calendar)
  }
}

/** Returns the day before the date that corresponds to `first`, or the last day of the month where no such date exists. */
function dayBeforeSameDate(first: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const same = first.add({ months })
  return same.day === first.day ? same.subtract({ days: 1 }) : same
}

function businessDay(amount: number, first: Temporal.PlainDate, calendar: HolidayCalendar): Temporal.PlainDate {
  let date = first
  let counted = calendar.closedBecause(date) === null ? 1 : 0
  while (counted < amount) {
    date = date.add({ days: 1 })
    if (calendar.closedBecause(date) === null) counted++
  }
  return date
}

/** One day by which a holiday moves the end of a period. */
export type Move = {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  readonly why: NonNullable<ReturnType<HolidayCalendar['closedBecause']>>
}

/** Returns the moves of the last day off closed days, in order; none where it stays. */
export function movesOf(period: CountedPeriod, last: Temporal.PlainDate, calendar: HolidayCalendar): readonly Move[] {
  const rule: LastDayRule = period.unit === 'business-days' ? 'stays' : period.lastDay
  if (rule === 'stays') return []
  const moves: Move[] = []
  let from = last
  for (let why = calendar.closedBecause(from); why !== null; why = calendar.closedBecause(from)) {
    const to = from.add({ days: rule === 'next-working-day' ? 1 : -1 })
    moves.push({ from, to, why })
    from = to
  }
  return moves
}
