import type { LocalText } from '#base/language.ts'
import { arithmeticText, dateText, endOfDayText, instantText, periodText } from './calendar-text.ts'
import { addRunning, endOfDay, firstDayOf, isRunning, lastDayOf, movesOf, refuseAmount, type CountedPeriod } from './count-period.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import type { Period, RunningPeriod } from './period.ts'

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

/**
 * Returns the instant at which the period of `clock` ends, with the arithmetic that leads there.
 *
 * Minutes and hours run on the time line, untouched by daylight saving. Days, months and business days are days of the legal zone, and the period
 * ends at the end of the last one, which is the instant the next day begins. Months whose first day is `excluded` end on the same date of
 * the later month, clamped to its last day (Regulation 1182/71, Article 3); otherwise they end on the day before the date that corresponds
 * to the first day (Civil Code of Japan, Article 143).
 *
 * @throws {CalendarError} `PERIOD_AMOUNT` if the amount is not a whole number from 1 to 5000.
 */
export function dueAt(clock: Clock, legal: LegalTime): DueInstant {
  const { period } = clock
  refuseAmount(period)
  const counted = isRunning(period) ? countRunning(period, clock, legal) : countDays(period, clock, legal)
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

function countRunning(period: RunningPeriod, clock: Clock, legal: LegalTime): Counted {
  const at = addRunning(clock.startedAt, period)
  const due = instantText(at, legal.zone)
  return { at, due, steps: [{ at: at.toString(), reached: due, text: arithmeticText[period.unit](period.amount) }] }
}

const firstDayText = {
  'next-day': arithmeticText.firstDayExcluded,
  'same-day': arithmeticText.firstDayIncluded,
  midnight: arithmeticText.midnight,
} as const

function countDays(period: CountedPeriod, clock: Clock, legal: LegalTime): Counted {
  const first = firstDayOf(period.firstDay, clock.startedAt, legal.zone)
  const counted = lastDayOf(period, first.date, legal.calendar)
  const moves = movesOf(period, counted, legal.calendar)
  const last = moves.at(-1)?.to ?? counted
  const at = endOfDay(last, legal.zone)
  const due = endOfDayText(last)
  return {
    at,
    due,
    steps: [
      dateStep(first.date, firstDayText[first.counts]),
      dateStep(counted, amountText(period)),
      ...moves.map(({ from, to, why }) => dateStep(to, arithmeticText.moved(dateText(from), why))),
      ...remarksOn(period, last, legal),
      { at: at.toString(), reached: due, text: arithmeticText.endOfDay },
    ],
  }
}

/** Returns what the holidays leave open about the last day; nothing where no holiday could have moved it. */
function remarksOn(period: CountedPeriod, last: Temporal.PlainDate, { calendar }: LegalTime): ArithmeticStep[] {
  if (period.unit !== 'business-days' && period.lastDay === 'stays') return []
  if (!calendar.covers(last)) return [dateStep(last, arithmeticText.notCovered)]
  return calendar.remark === null ? [] : [dateStep(last, calendar.remark)]
}

function dateStep(date: Temporal.PlainDate, text: LocalText): ArithmeticStep {
  return { at: date.toString(), reached: dateText(date), text }
}

function amountText({ unit, amount }: CountedPeriod): LocalText {
  switch (unit) {
    case 'days':
      return arithmeticText.days(amount)
    case 'months':
      return arithmeticText.months(amount)
    case 'business-days':
      return arithmeticText.businessDays(amount)
  }
}
