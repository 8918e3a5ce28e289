import type { Language } from '#base/language.ts'

const locales = { ja: 'ja-JP', en: 'en-GB' } as const

const zoneNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'Asia/Tokyo': { ja: '日本時間', en: 'JST' },
  UTC: { ja: '協定世界時', en: 'UTC' },
}

/** Returns the name people know `zone` by, for example 日本時間; the IANA name where there is none. */
export function zoneName(zone: string, language: Language): string {
  return zoneNames[zone]?.[language] ?? zone
}

/**
 * Returns an instant for people, always with its zone: 2026年11月22日（日）17:30（日本時間）, or Sun 22 Nov 2026, 17:30 JST.
 *
 * @param options `zone` is an IANA name, Japanese time by default; `seconds` shows seconds too.
 */
export function formatInstant(
  instant: Temporal.Instant,
  language: Language,
  { zone = 'Asia/Tokyo', seconds = false }: { zone?: string; seconds?: boolean } = {},
): string {
  const local = instant.toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString({ smallestUnit: seconds ? 'second' : 'minute' })
  const date = formatDate(local.toPlainDate(), language)
  return language === 'ja' ? `${date}${time}（${zoneName(zone, 'ja')}）` : `${date}, ${time} ${zoneName(zone, 'en')}`
}

/** Returns a date with its day of the week for people: 2026年11月22日（日）, or Sun 22 Nov 2026. */
export function formatDate(date: Temporal.PlainDate, language: Language): string {
  const parts = dateFormat(language).formatToParts(Date.UTC(date.year, date.month - 1, date.day))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  if (language === 'ja') return `${date.year}年${date.month}月${date.day}日（${of('weekday')}）`
  return `${of('weekday')} ${date.day} ${of('month')} ${date.year}`
}

/**
 * Returns the time between two instants in its two largest units: 3日4時間, or 3 days 4 hours; under a minute, 1分未満.
 *
 * The order of the instants does not matter.
 */
export function formatSpan(from: Temporal.Instant, to: Temporal.Instant, language: Language): string {
  const span = from.until(to).abs().round({ largestUnit: 'day', smallestUnit: 'minute', roundingMode: 'trunc' })
  const units = [
    [span.days, 'day'],
    [span.hours, 'hour'],
    [span.minutes, 'minute'],
  ] as const
  const first = units.findIndex(([count]) => count > 0)
  if (first < 0) return language === 'ja' ? '1分未満' : 'less than a minute'
  const words = units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => countWords(count, unit, language))
  return words.join(language === 'ja' ? '' : ' ')
}

const unitsInJapanese = { day: '日', hour: '時間', minute: '分' } as const
const dateFormats = new Map<Language, Intl.DateTimeFormat>()

function dateFormat(language: Language): Intl.DateTimeFormat {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  const format = dateFormats.get(language) ?? new Intl.DateTimeFormat(locales[language], options)
  dateFormats.set(language, format)
  return format
}

function countWords(count: number, unit: keyof typeof unitsInJapanese, language: Language): string {
  return language === 'ja' ? `${count}${unitsInJapanese[unit]}` : `${count} ${unit}${count === 1 ? '' : 's'}`
}
