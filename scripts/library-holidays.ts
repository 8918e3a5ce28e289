import Holidays from 'date-holidays'

/** One calendar of public holidays as the library `date-holidays` computes it. */
export type HolidaySource = {
  readonly id: string
  /** Countries, or parts of one, as the library codes them; a day counts where it is a public holiday in every one of them. */
  readonly places: readonly (readonly [country: string, part?: string])[]
}

/** First and last year of the data; what depends on the moon or on yearly notices is a forecast. */
export const holidayYears = { from: 2024, to: 2036 } as const

const memberStates = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ')

/** The calendars that `scripts/write-holidays.ts` writes. */
export const holidaySources: readonly HolidaySource[] = [
  { id: 'eu.every-member-state', places: memberStates.map((country): [string] => [country]) },
  { id: 'uk.every-part', places: partsOf('GB') },
  { id: 'ch.every-canton', places: partsOf('CH') },
  { id: 'au.every-state', places: partsOf('AU') },
  { id: 'in.national', places: [['IN']] },
  { id: 'sg.public', places: [['SG']] },
  { id: 'kr.public', places: [['KR']] },
  { id: 'hk.general', places: [['HK']] },
  { id: 'cn.statutory', places: [['CN']] },
  { id: 'tw.public', places: [['TW']] },
]

function partsOf(country: string): [string, string][] {
  return Object.keys(new Holidays().getStates(country) ?? {}).map((part) => [country, part])
}

/** Returns the public holidays of one year by ISO date with their English names; a day that only some people have off is left out. */
export function libraryHolidays({ places }: Pick<HolidaySource, 'places'>, year: number): ReadonlyMap<string, string> {
  const [first = new Map<string, string>(), ...others] = places.map(([country, part]) => holidaysAt(country, part, year))
  return new Map(
    [...first].filter(([date]) => others.every((other) => other.has(date))).toSorted(([left], [right]) => left.localeCompare(right)),
  )
}

/** Notes of days that only some people have off: offices are open. */
const forSome = /women|youth|children|military/iu

/**
 * Rules of the library that begin a day late. Korea keeps the eve of the lunar New Year, the day and the day after (Regulations on Holidays of
 * Public Offices, Article 2); the library counts three days from the day itself.
 */
const dayBefore: ReadonlySet<string> = new Set(['korean 01-0-01 P3D'])

function holidaysAt(country: string, part: string | undefined, year: number): ReadonlyMap<string, string> {
  const options = { types: ['public' as const] }
  const holidays = part === undefined ? new Holidays(country, options) : new Holidays(country, part, options)
  const days = new Map<string, string>()
  for (const holiday of holidays.getHolidays(year, 'en')) {
    if ('note' in holiday && forSome.test(String(holiday.note))) continue
    // A holiday may last for days; the library gives its first day and its end.
    const first = Temporal.PlainDate.from(holiday.date.slice(0, 10)).subtract({ days: dayBefore.has(holiday.rule) ? 1 : 0 })
    const length = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000))
    for (let day = 0; day < length; day++) days.set(first.add({ days: day }).toString(), holiday.name)
  }
  return days
}
