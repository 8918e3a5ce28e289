import type { LocalText } from '#base/language.ts'
import { CalendarError } from './calendar-error.ts'
import { arithmeticText, dateText, endOfDayText, instantText, periodText } from './calendar-text.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import type { FirstDayRule, LastDayRule, Period } from './period.ts'

/** Where and by which holidays a law counts its days. */
export type LegalTime = {
  /** IANA time zone whose days are counted. */
  readonly zone: string
  readonly zoneName: LocalText
  readonly calendar: HolidayCalendar
}

/** A clock of law: the period, the event at which it starts, and the clause that says so. */
export type Clock = {
  readonly period: Period
  readonly startedAt: Temporal.Instant
  readonly event: LocalText
  readonly clause: LocalText | null
}

/** One step from the start to the due instant. */
export type ArithmeticStep = {
  /** ISO date or instant (UTC) that the step arrives at. */
  readonly at: string
  readonly reached: LocalText
  readonly text: LocalText
}

/** Why an instant is the due instant: enough for a person to count it again on paper. */
export type DueExplanation = {
  readonly start: { readonly at: string; readonly event: LocalText; readonly text: LocalText }
  readonly zone: { readonly id: string; readonly name: LocalText }
  readonly rule: LocalText
  /** The clause that states the rule, where one is known. */
  readonly clause: LocalText | null
  readonly arithmetic: readonly ArithmeticStep[]
  /** The due instant in the legal zone, in words. */
  readonly due: LocalText
}

/** A due instant. What happens at exactly that instant is still in time. */
export type DueInstant = {
  readonly at: Temporal.Instant
  readonly explanation: DueExplanation
}

/** Longest period that is counted, in its own unit. */
const longestAmount = 5000

/**
 * Returns the instant at which the period of `clock` ends, with the arithmetic that leads there.
 *
 * Hours run on the time line, untouched by daylight saving. Days, months and business days are days of the legal zone, and the period
 * ends at the end of the last one, which is the instant the next day begins. Months whose first day is `excluded` end on the same date of
 * the later month, clamped to its last day (Regulation 1182/71, Article 3); otherwise they end on the day before the date that corresponds
 * to the first day (Civil Code of Japan, Article 143).
 *
 * @throws {CalendarError} `PERIOD_AMOUNT` if the amount is not a whole number from 1 to 5000.
 */
export function dueAt(clock: Clock, legal: LegalTime): DueInstant {
  const { period } = clock
  if (!Number.isInteger(period.amount) || period.amount < 1 || period.amount > longestAmount) {
    throw new CalendarError(
      'PERIOD_AMOUNT',
      `Cannot count ${period.amount} ${period.unit}: expected a whole number from 1 to ${longestAmount}`,
    )
  }
  const counted = period.unit === 'hours' ? countHours(period.amount, clock, legal) : countDays(period, clock, legal)
  return {
    at: counted.at,
    explanation: {
      start: { at: clock.startedAt.toString(), event: clock.event, text: instantText(clock.startedAt, legal.zone) },
      zone: { id: legal.zone, name: legal.zoneName },
      rule: periodText(period, legal.calendar.name),
      clause: clock.clause,
      arithmetic: counted.steps,
      due: counted.due,
    },
  }
}

type Counted = { readonly at: Temporal.Instant; readonly steps: ArithmeticStep[]; readonly due: LocalText }

function countHours(amount: number, clock: Clock, legal: LegalTime): Counted {
  const at = clock.startedAt.add({ hours: amount })
  const due = instantText(at, legal.zone)
  return { at, due, steps: [{ at: at.toString(), reached: due, text: arithmeticText.hours(amount) }] }
}

function countDays(period: Exclude<Period, { unit: 'hours' }>, clock: Clock, legal: LegalTime): Counted {
  const first = firstDay(period.firstDay, clock, legal)
  const counted = lastDay(period, first.date, legal.calendar)
  const moved =
    period.unit === 'business-days' ? { date: counted.date, steps: [] } : moveLastDay(period.lastDay, counted.date, legal.calendar)
  const at = moved.date.add({ days: 1 }).toZonedDateTime(legal.zone).toInstant()
  const due = endOfDayText(moved.date)
  const known = legal.calendar.covers(moved.date) ? [] : [dateStep(moved.date, arithmeticText.notCovered)]
  const end: ArithmeticStep = { at: at.toString(), reached: due, text: arithmeticText.endOfDay }
  return { at, due, steps: [first, counted, ...moved.steps, ...known].map((step) => ('step' in step ? step.step : step)).concat(end) }
}

type Day = { readonly date: Temporal.PlainDate; readonly step: ArithmeticStep }

function dateStep(date: Temporal.PlainDate, text: LocalText): ArithmeticStep {
  return { at: date.toString(), reached: dateText(date), text }
}

/** Returns the day that counts as day 1. */
function firstDay(rule: FirstDayRule, clock: Clock, legal: LegalTime): Day {
  const local = clock.startedAt.toZonedDateTimeISO(legal.zone)
  const date = local.toPlainDate()
  const midnight = rule === 'excluded-unless-midnight' && local.equals(local.startOfDay())
  if (rule === 'included' || midnight) {
    return { date, step: dateStep(date, midnight ? arithmeticText.midnight : arithmeticText.firstDayIncluded) }
  }
  const next = date.add({ days: 1 })
  return { date: next, step: dateStep(next, arithmeticText.firstDayExcluded) }
}

function lastDay(period: Exclude<Period, { unit: 'hours' }>, first: Temporal.PlainDate, calendar: HolidayCalendar): Day {
  const { amount } = period
  switch (period.unit) {
    case 'days': {
      const date = first.add({ days: amount - 1 })
      return { date, step: dateStep(date, arithmeticText.days(amount)) }
    }
    case 'months': {
      const date = period.firstDay === 'excluded' ? first.subtract({ days: 1 }).add({ months: amount }) : dayBeforeSameDate(first, amount)
      return { date, step: dateStep(date, arithmeticText.months(amount)) }
    }
    case 'business-days': {
      const date = businessDay(amount, first, calendar)
      return { date, step: dateStep(date, arithmeticText.businessDays(amount)) }
    }
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

function moveLastDay(
  rule: LastDayRule,
  last: Temporal.PlainDate,
  calendar: HolidayCalendar,
): { date: Temporal.PlainDate; steps: ArithmeticStep[] } {
  const steps: ArithmeticStep[] = []
  let date = last
  for (let why = calendar.closedBecause(date); rule !== 'stays' && why !== null; why = calendar.closedBecause(date)) {
    const text = arithmeticText.moved(dateText(date), why)
    date = date.add({ days: rule === 'next-working-day' ? 1 : -1 })
    steps.push(dateStep(date, text))
  }
  return { date, steps }
}
