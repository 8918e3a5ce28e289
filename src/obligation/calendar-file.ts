import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalCalendar,
} from 'ical-generator'
import type { Language } from '#base/language.ts'
import { calendarText } from './calendar-text.ts'

/** One entry of a calendar: a limit that is open, or one that no longer counts and takes an earlier export's entry away. */
export type Deadline = { readonly uid: string; readonly dueAt: Temporal.Instant; readonly isCancelled: boolean }

/** What a calendar is written with; `page` is the address at which somebody who is signed in reads what is owed. */
export type CalendarOptions = { readonly language: Language; readonly now: Temporal.Instant; readonly page: string }

/** Minutes that an entry lasts; it ends at the limit. */
const entryMinutes = 30
const alarmMinutes = [24 * 60, 60]
const sequenceStart = Temporal.Instant.from('2026-01-01T00:00:00Z')

/**
 * Returns deadlines as an iCalendar file (RFC 5545) that says no more than that something about reporting is due.
 *
 * They are events, since Google Calendar and Outlook leave out to-dos. An event ends at the limit and begins half an hour before, so that a limit at
 * midnight stands on the day that ends there. Instants are in UTC: every calendar shows them in the zone of its reader. The sequence number is the
 * second of the export, so that importing a later file always moves what moved and cancels what is done.
 */
export function calendarFile(deadlines: readonly Deadline[], options: CalendarOptions): string {
  const words = calendarText
  const { language } = options
  const calendar = ical({
    prodId: { company: 'Noroshi', product: 'deadlines', language: language.toUpperCase() },
    name: words.name[language],
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const deadline of deadlines) addDeadline(calendar, deadline, options)
  // The library leaves the last line open; the standard ends every line.
  return `${calendar.toString()}\r\n`
}

function addDeadline(calendar: ICalCalendar, { uid, dueAt, isCancelled }: Deadline, { language, now, page }: CalendarOptions): void {
  const words = calendarText
  const event = calendar.createEvent({
    id: uid,
    sequence: Math.floor(sequenceStart.until(now).total('seconds')),
    stamp: now,
    start: dueAt.subtract({ minutes: entryMinutes }),
    end: dueAt,
    summary: (isCancelled ? words.cancelled : words.summary)[language],
    description: (isCancelled ? words.cancelledDescription : words.description)[language],
    url: page,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    // Nobody is busy because of a limit.
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  })
  if (isCancelled) return
  // Counted from the start, which every calendar understands.
  for (const minutes of alarmMinutes)
    event.createAlarm({ type: ICalAlarmType.display, trigger: (minutes - entryMinutes) * 60, description: words.summary[language] })
}
