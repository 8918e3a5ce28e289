import type { Language } from '#base/language.ts'

/** Returns the day in Japan of an instant (ISO 8601), in words. */
export function formatDate(instant: string, language: Language): string {
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB'
  return Temporal.Instant.from(instant).toLocaleString(locale, { timeZone: 'Asia/Tokyo', dateStyle: 'long' })
}
