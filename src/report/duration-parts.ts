import { readDigits } from '#ui/half-width.ts'

/** What a person has typed into the three fields of a length of time. */
export type DurationParts = { readonly days: string; readonly hours: string; readonly minutes: string }

/** One field of a length of time. */
export type DurationPart = keyof DurationParts

/** Three empty fields. */
export const emptyDuration: DurationParts = { days: '', hours: '', minutes: '' }

/** What typed parts amount to: nothing yet, an ISO 8601 duration, or the part that is no number. */
export type DurationReading =
  | { readonly state: 'empty' }
  | { readonly state: 'read'; readonly value: string }
  | { readonly state: 'wrong'; readonly part: DurationPart }

/** Returns the ISO 8601 duration that `parts` stand for; a part that is left empty is zero, full-width digits count. */
export function readDuration(parts: DurationParts): DurationReading {
  const digits = { days: readDigits(parts.days), hours: readDigits(parts.hours), minutes: readDigits(parts.minutes) }
  const wrong = (['days', 'hours', 'minutes'] as const).find((part) => digits[part] === null || (digits[part]?.length ?? 0) > 9)
  if (wrong !== undefined) return { state: 'wrong', part: wrong }
  if (Object.values(digits).every((text) => text === '')) return { state: 'empty' }
  const { days, hours, minutes } = digits
  const duration = Temporal.Duration.from({ days: Number(days), hours: Number(hours), minutes: Number(minutes) })
  return { state: 'read', value: duration.toString() }
}

/** Returns the fields that show an ISO 8601 duration; what is finer than a minute is cut off. */
export function durationPartsOf(duration: string): DurationParts {
  const { years, months, weeks, days, hours, minutes } = Temporal.Duration.from(duration).abs()
  const shown = (value: number) => (value === 0 ? '' : String(value))
  const wholeDays = days + weeks * 7 + months * 30 + years * 365
  return { days: shown(wholeDays), hours: shown(hours), minutes: wholeDays + hours + minutes === 0 ? '0' : shown(minutes) }
}
