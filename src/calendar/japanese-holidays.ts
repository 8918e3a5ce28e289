import japan from '@holiday-jp/holiday_jp'
import type { LocalText } from '#base/language.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'

// The keys are ISO dates; the package's own functions go through `Date` in the zone of the machine and are not used.
const nationalHolidays: ReadonlyMap<string, LocalText> = new Map(
  Object.entries(japan.holidays).map(([date, holiday]) => [date, { ja: holiday.name, en: holiday.name_en }]),
)

const years = [...nationalHolidays.keys()].map((date) => Number(date.slice(0, 4)))
const firstYear = Math.min(...years)
const lastYear = Math.max(...years)

/** Returns the name of the national holiday on `date` (Act on National Holidays, Act No. 178 of 1948), or null where there is none. */
export function japaneseHolidayName(date: Temporal.PlainDate): LocalText | null {
  return nationalHolidays.get(date.toString()) ?? null
}

/**
 * The holidays of Japan's administrative organs: Saturdays, Sundays, national holidays, and 29 December to 3 January.
 *
 * @see Act on Holidays of Administrative Organs (Act No. 91 of 1988), Article 1
 */
export const japaneseAdministrativeCalendar: HolidayCalendar = {
  id: 'jp.administrative',
  name: { ja: '行政機関の休日', en: 'holidays of administrative organs' },
  remark: null,
  closedBecause: (date) => {
    const holiday = japaneseHolidayName(date)
    if (holiday !== null) return holiday
    if (isYearEnd(date)) return { ja: '年末年始', en: 'year-end holidays' }
    if (date.dayOfWeek === 6) return { ja: '土曜日', en: 'Saturday' }
    return date.dayOfWeek === 7 ? { ja: '日曜日', en: 'Sunday' } : null
  },
  covers: (date) => date.year >= firstYear && date.year <= lastYear,
}

function isYearEnd(date: Temporal.PlainDate): boolean {
  return (date.month === 12 && date.day >= 29) || (date.month === 1 && date.day <= 3)
}
