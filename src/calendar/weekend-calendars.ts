import type { LocalText } from '#base/language.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import federal from './us-federal-holidays.json' with { type: 'json' }

/** Returns the name of a Saturday or a Sunday, or null for another day. */
export function weekendName(date: Temporal.PlainDate): LocalText | null {
  if (date.dayOfWeek === 6) return { ja: '土曜日', en: 'Saturday' }
  return date.dayOfWeek === 7 ? { ja: '日曜日', en: 'Sunday' } : null
}

/** Saturdays and Sundays alone, for countries whose public holidays are not known here; it covers no year, and every explanation says so. */
export const weekendCalendar: HolidayCalendar = {
  id: 'weekends',
  name: { ja: '土曜日・日曜日（祝日は未収録）', en: 'Saturdays and Sundays (public holidays not known here)' },
  remark: null,
  closedBecause: weekendName,
  covers: () => false,
}

/** First year in which all the rules of the data file were law. */
const firstFederalYear = 2021

/**
 * Saturdays, Sundays and the federal holidays of the United States; one that falls on a Saturday is kept on the Friday before, on a Sunday on the
 * Monday after.
 *
 * @see 5 U.S.C. 6103
 */
export const federalCalendar: HolidayCalendar = {
  id: 'us.federal',
  name: { ja: '米国の連邦休日', en: 'federal holidays of the United States' },
  remark: null,
  closedBecause: (date) => weekendName(date) ?? federalHolidayName(date),
  covers: (date) => date.year >= firstFederalYear,
}

type FederalHoliday = (typeof federal.holidays)[number]

function federalHolidayName(date: Temporal.PlainDate): LocalText | null {
  return holidaysOf(date.year).get(date.toString()) ?? null
}

const holidaysByYear = new Map<number, ReadonlyMap<string, LocalText>>()

/** Returns the holidays that are kept in `year` by date, among them a New Year's Day of the next year that falls on a Saturday. */
function holidaysOf(year: number): ReadonlyMap<string, LocalText> {
  const known = holidaysByYear.get(year)
  if (known !== undefined) return known
  const kept = [year, year + 1].flatMap((of) =>
    federal.holidays
      .filter(({ since }) => since === undefined || of >= since)
      .map((holiday): [Temporal.PlainDate, LocalText] => [dateOf(holiday, of), holiday.name]),
  )
  const holidays = new Map(kept.filter(([date]) => date.year === year).map(([date, name]) => [date.toString(), name]))
  holidaysByYear.set(year, holidays)
  return holidays
}

function dateOf(holiday: FederalHoliday, year: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month: holiday.month, day: holiday.day ?? 1 })
  if (holiday.day !== undefined) {
    if (first.dayOfWeek === 6) return first.subtract({ days: 1 })
    return first.dayOfWeek === 7 ? first.add({ days: 1 }) : first
  }
  const offset = ((holiday.weekday ?? 1) - first.dayOfWeek + 7) % 7
  if ((holiday.nth ?? 1) > 0) return first.add({ days: offset + 7 * ((holiday.nth ?? 1) - 1) })
  const last = first.add({ days: first.daysInMonth - 1 })
  return last.subtract({ days: (last.dayOfWeek - (holiday.weekday ?? 1) + 7) % 7 })
}
