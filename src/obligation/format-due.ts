import type { Language } from '#base/language.ts'
import { formatDate, formatInstant, zoneName } from '#ui/format-time.ts'

/**
 * Returns a due instant for people in Japanese time: 2026年12月22日（火）24時（日本時間）, or end of Tue 22 Dec 2026 JST.
 *
 * A limit at midnight belongs to the day that ends there, as the law says it; the calendar date of the instant would read as one day more.
 */
export function formatDue(dueAt: Temporal.Instant, language: Language): string {
  const zone = 'Asia/Tokyo'
  const local = dueAt.toZonedDateTimeISO(zone)
  if (!local.equals(local.startOfDay())) return formatInstant(dueAt, language, { zone })
  const date = formatDate(local.toPlainDate().subtract({ days: 1 }), language)
  return language === 'ja' ? `${date}24時（${zoneName(zone, 'ja')}）` : `end of ${date} ${zoneName(zone, 'en')}`
}
