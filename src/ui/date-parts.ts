import { readDigits } from './half-width.ts'

/** What a person has typed into the three fields of a date; may be empty, full-width or wrong. */
export type DateParts = { readonly year: string; readonly month: string; readonly day: string }

/** What a person has typed into a date with time; `zone` is an IANA name that was chosen from a list. */
export type DateTimeParts = DateParts & { readonly hour: string; readonly minute: string; readonly zone: string }

/** One field of a date or of a date with time. */
export type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute'

/** Why typed parts are no date: a part is missing or not a number, there is no such day, or there is no such time of day in that zone. */
export type DateProblem = 'incomplete' | 'not-a-number' | 'no-such-date' | 'no-such-time'

/** What typed parts amount to: nothing yet, a value, or a problem with the part to correct. */
export type DateReading<Value> =
  | { readonly state: 'empty' }
  | { readonly state: 'read'; readonly value: Value }
  | { readonly state: 'wrong'; readonly problem: DateProblem; readonly part: DatePart }

/** Three empty fields. */
export const emptyDate: DateParts = { year: '', month: '', day: '' }

/** Empty fields in Japanese time. */
export const emptyDateTime: DateTimeParts = { ...emptyDate, hour: '', minute: '', zone: 'Asia/Tokyo' }

/** Returns the date that `parts` stand for; years have four digits. */
export function readDate(parts: DateParts): DateReading<Temporal.PlainDate> {
  const typed = readParts([
    ['year', parts.year],
    ['month', parts.month],
    ['day', parts.day],
  ])
  if (typed.state !== 'read') return typed
  const [year = 0, month = 0, day = 0] = typed.value
  if (year < 1000 || year > 9999) return { state: 'wrong', problem: 'no-such-date', part: 'year' }
  if (month < 1 || month > 12) return { state: 'wrong', problem: 'no-such-date', part: 'month' }
  if (day < 1 || day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth)
    return { state: 'wrong', problem: 'no-such-date', part: 'day' }
  return { state: 'read', value: Temporal.PlainDate.from({ year, month, day }) }
}

/**
 * Returns the instant in its zone that `parts` stand for, to the minute.
 *
 * Empty while only the zone is set. A time that the zone skips (summer time) is no time; of a time that it passes twice the first is meant.
 */
export function readDateTime(parts: DateTimeParts): DateReading<Temporal.ZonedDateTime> {
  const date = readDate(parts)
  const time = readParts([
    ['hour', parts.hour],
    ['minute', parts.minute],
  ])
  if (date.state === 'wrong') return date
  if (date.state === 'empty') return time.state === 'empty' ? time : { state: 'wrong', problem: 'incomplete', part: 'year' }
  if (time.state === 'wrong') return time
  if (time.state === 'empty') return { state: 'wrong', problem: 'incomplete', part: 'hour' }
  const [hour = 0, minute = 0] = time.value
  if (hour > 23) return { state: 'wrong', problem: 'no-such-time', part: 'hour' }
  if (minute > 59) return { state: 'wrong', problem: 'no-such-time', part: 'minute' }
  const local = date.value.toPlainDateTime({ hour, minute })
  const value = local.toZonedDateTime(parts.zone, { disambiguation: 'earlier' })
  if (!value.toPlainDateTime().equals(local)) return { state: 'wrong', problem: 'no-such-time', part: 'hour' }
  return { state: 'read', value }
}

/** Returns the fields that show `date`. */
export function datePartsOf(date: Temporal.PlainDate): DateParts {
  return { year: String(date.year), month: String(date.month), day: String(date.day) }
}

/** Returns the fields that show `instant` in `zone`, to the minute. */
export function dateTimePartsOf(instant: Temporal.Instant, zone = 'Asia/Tokyo'): DateTimeParts {
  const local = instant.toZonedDateTimeISO(zone)
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  return { ...datePartsOf(local.toPlainDate()), hour: twoDigits(local.hour), minute: twoDigits(local.minute), zone }
}

function readParts(parts: readonly (readonly [DatePart, string])[]): DateReading<readonly number[]> {
  const digits = parts.map(([part, text]) => ({ part, digits: readDigits(text) }))
  const wrong = digits.find((field) => field.digits === null)
  if (wrong !== undefined) return { state: 'wrong', problem: 'not-a-number', part: wrong.part }
  const missing = digits.filter((field) => field.digits === '')
  if (missing.length === digits.length) return { state: 'empty' }
  const [first] = missing
  if (first !== undefined) return { state: 'wrong', problem: 'incomplete', part: first.part }
  return { state: 'read', value: digits.map((field) => Number(field.digits)) }
}
