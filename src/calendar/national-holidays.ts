import type { LocalText } from '#base/language.ts'
import type { HolidayCalendar } from './holiday-calendar.ts'
import auEveryState from './holidays/au-every-state.json' with { type: 'json' }
import chEveryCanton from './holidays/ch-every-canton.json' with { type: 'json' }
import cnStatutory from './holidays/cn-statutory.json' with { type: 'json' }
import euEveryMemberState from './holidays/eu-every-member-state.json' with { type: 'json' }
import hkGeneral from './holidays/hk-general.json' with { type: 'json' }
import inNational from './holidays/in-national.json' with { type: 'json' }
import krPublic from './holidays/kr-public.json' with { type: 'json' }
import sgPublic from './holidays/sg-public.json' with { type: 'json' }
import twPublic from './holidays/tw-public.json' with { type: 'json' }
import ukEveryPart from './holidays/uk-every-part.json' with { type: 'json' }
import { weekendName } from './weekend-calendars.ts'

type HolidayFile = {
  readonly id: string
  readonly name: LocalText
  readonly remark: LocalText
  /** Days of the week on which offices are closed, Monday being 1. */
  readonly weekend: readonly number[]
  readonly years: { readonly from: number; readonly to: number }
  readonly names: Readonly<Record<string, LocalText>>
  /** Key of the name by ISO date. */
  readonly days: Readonly<Record<string, string>>
}

/**
 * The holidays of other countries, each from a data file that `scripts/write-holidays.ts` writes and a test compares with its source.
 *
 * Where the parts of a country or union keep different days, only those that all of them keep are closed days: an earlier due instant is safe
 * everywhere, a later one is not.
 */
export const nationalCalendars: readonly HolidayCalendar[] = [
  auEveryState,
  chEveryCanton,
  cnStatutory,
  euEveryMemberState,
  hkGeneral,
  inNational,
  krPublic,
  sgPublic,
  twPublic,
  ukEveryPart,
].map(calendarOf)

function calendarOf(file: HolidayFile): HolidayCalendar {
  const names = new Map(Object.entries(file.names))
  const holidays = new Map(Object.entries(file.days).map(([date, key]) => [date, names.get(key) ?? null]))
  return {
    id: file.id,
    name: file.name,
    remark: file.remark,
    closedBecause: (date) => holidays.get(date.toString()) ?? (file.weekend.includes(date.dayOfWeek) ? weekendName(date) : null),
    covers: (date) => date.year >= file.years.from && date.year <= file.years.to,
  }
}
