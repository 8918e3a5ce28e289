import type { Language, LocalText } from '#base/language.ts'
import type { FirstDayRule, LastDayRule, Period } from './period.ts'

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Returns a calendar date in words: 2026年12月22日（火）, Tue 22 December 2026. The same on every machine, whatever its locale data. */
export function dateText(date: Temporal.PlainDate): LocalText {
  return {
    ja: `${date.year}年${date.month}月${date.day}日（${weekdays.ja[date.dayOfWeek - 1] ?? ''}）`,
    en: `${weekdays.en[date.dayOfWeek - 1] ?? ''} ${date.day} ${months[date.month - 1] ?? ''} ${date.year}`,
  }
}

/** Returns an instant in the words of `zone`, to the minute: 2026年11月22日（日）9時30分, Sun 22 November 2026 09:30. */
export function instantText(instant: Temporal.Instant, zone: string): LocalText {
  const local = instant.toZonedDateTimeISO(zone)
  const date = dateText(local.toPlainDate())
  const minute = String(local.minute).padStart(2, '0')
  return {
    ja: `${date.ja}${local.hour}時${minute}分`,
    en: `${date.en} ${String(local.hour).padStart(2, '0')}:${minute}`,
  }
}

/** Returns the end of a day in words; Japanese law says "24 o'clock", which no calendar library prints. */
export function endOfDayText(date: Temporal.PlainDate): LocalText {
  const day = dateText(date)
  return { ja: `${day.ja}24時`, en: `the end of ${day.en}` }
}

const firstDayText: Readonly<Record<FirstDayRule, LocalText>> = {
  excluded: { ja: '初日不算入', en: 'the first day does not count' },
  included: { ja: '初日算入', en: 'the first day counts' },
  'excluded-unless-midnight': {
    ja: '初日不算入。ただし午前零時から始まるときは算入',
    en: 'the first day does not count unless the period begins at midnight',
  },
}

/** Returns the rule for a holiday at the end of a period, or null where the last day stays. */
function lastDayText(rule: LastDayRule, calendar: LocalText): LocalText | null {
  switch (rule) {
    case 'stays':
      return null
    case 'next-working-day':
      return { ja: `末日が${calendar.ja}に当たるときはその翌日`, en: `a last day among the ${calendar.en} moves to the next working day` }
    case 'previous-working-day':
      return { ja: `末日が${calendar.ja}に当たるときはその前日`, en: `a last day among the ${calendar.en} moves to the working day before` }
  }
}

/** Returns the rule of `period` in words; `calendar` is the name of the holidays that count. */
export function periodText(period: Period, calendar: LocalText): LocalText {
  switch (period.unit) {
    case 'minutes':
      return { ja: `${period.amount}分以内`, en: plural(period.amount, 'minute') }
    case 'hours':
      return { ja: `${period.amount}時間以内`, en: plural(period.amount, 'hour') }
    case 'days':
    case 'months':
      return joined(
        { ja: `${period.amount}${period.unit === 'days' ? '日' : 'か月'}以内`, en: plural(period.amount, period.unit.slice(0, -1)) },
        [firstDayText[period.firstDay], lastDayText(period.lastDay, calendar)],
      )
    case 'business-days':
      return joined({ ja: `${period.amount}開庁日以内`, en: plural(period.amount, 'working day') }, [firstDayText[period.firstDay]])
  }
}

function plural(amount: number, unit: string): string {
  return `within ${amount} ${unit}${amount === 1 ? '' : 's'}`
}

function joined(head: LocalText, details: readonly (LocalText | null)[]): LocalText {
  const rest = details.filter((detail) => detail !== null)
  if (rest.length === 0) return head
  return { ja: `${head.ja}（${rest.map((text) => text.ja).join('。')}）`, en: `${head.en} (${rest.map((text) => text.en).join('; ')})` }
}

/** Sentences of the arithmetic that leads to a due instant. */
export const arithmeticText = {
  minutes: (amount: number): LocalText => ({ ja: `${amount}分を加算`, en: `add ${amount} minute${amount === 1 ? '' : 's'}` }),
  hours: (amount: number): LocalText => ({ ja: `${amount}時間を加算`, en: `add ${amount} hour${amount === 1 ? '' : 's'}` }),
  firstDayExcluded: { ja: '初日は算入せず、翌日を1日目とする', en: 'the first day does not count; the next day is day 1' },
  firstDayIncluded: { ja: '初日を1日目とする', en: 'the first day is day 1' },
  midnight: { ja: '午前零時から始まるため、初日を1日目とする', en: 'it begins at midnight, so the first day is day 1' },
  days: (amount: number): LocalText => ({ ja: `${amount}日目`, en: `day ${amount}` }),
  months: (amount: number): LocalText => ({ ja: `${amount}か月の満了日`, en: `last day of ${amount} month${amount === 1 ? '' : 's'}` }),
  businessDays: (amount: number): LocalText => ({ ja: `${amount}開庁日目`, en: `working day ${amount}` }),
  moved: (from: LocalText, why: LocalText): LocalText => ({
    ja: `${from.ja}は休日（${why.ja}）に当たるため移動`,
    en: `${from.en} is a holiday (${why.en}), so the day moves`,
  }),
  endOfDay: { ja: '末日の終了をもって満了', en: 'the period ends with that day' },
  notCovered: {
    ja: 'この年の祝日は未定のため、土曜日・日曜日などだけを考慮',
    en: 'national holidays of that year are not known yet; only fixed ones were considered',
  },
} as const
