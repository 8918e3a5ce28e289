import { CalendarError } from './calendar-error.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import { japaneseAdministrativeCalendar } from './japanese-holidays.ts'
import { nationalCalendars } from './national-holidays.ts'
import { federalCalendar, weekendCalendar } from './weekend-calendars.ts'

const everyDay: HolidayCalendar = {
  id: 'every-day',
  name: { ja: '休日を考慮しない', en: 'every day counts' },
  remark: null,
  closedBecause: () => null,
  covers: () => true,
}

const calendars: ReadonlyMap<string, HolidayCalendar> = new Map(
  [everyDay, japaneseAdministrativeCalendar, federalCalendar, weekendCalendar, ...nationalCalendars].map((calendar) => [
    calendar.id,
    calendar,
  ]),
)

/** Ids of the calendars that a rulebook may name. */
export const calendarIds: readonly string[] = [...calendars.keys()]

/**
 * Returns the calendar with this id: `every-day`, `weekends` (no public holidays), `jp.administrative`, `us.federal`, or that of a file in
 * `holidays/`.
 *
 * @throws {CalendarError} `CALENDAR_UNKNOWN` for any other id.
 */
export function findCalendar(id: string): HolidayCalendar {
  const calendar = calendars.get(id)
  if (calendar !== undefined) return calendar
  throw new CalendarError('CALENDAR_UNKNOWN', `There is no calendar "${id}", expected one of: ${calendarIds.join(', ')}`)
}
