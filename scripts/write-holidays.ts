/*
Writes src/calendar/holidays/*.json from the library `date-holidays`, which is no part of the product:

  node scripts/write-holidays.ts

Names and remarks are kept as they stand in the files; a new name is written with its English name in both languages and wants a translation.
Run it after an update of the library, read the difference, and compare it with the gazette.
*/
import { readFileSync, writeFileSync } from 'node:fs'
import { holidaySources, holidayYears, libraryHolidays, type HolidaySource } from './library-holidays.ts'

type LocalText = { readonly ja: string; readonly en: string }

type HolidayFile = {
  readonly id: string
  readonly name: LocalText
  readonly remark: LocalText
  readonly weekend: readonly number[]
  readonly years: typeof holidayYears
  readonly names: Readonly<Record<string, LocalText>>
  readonly days: Readonly<Record<string, string>>
}

for (const source of holidaySources) {
  const path = new URL(`../src/calendar/holidays/${source.id.replace('.', '-')}.json`, import.meta.url)
  writeFileSync(path, `${JSON.stringify(fresh(source, JSON.parse(readFileSync(path, 'utf8')) as HolidayFile), null, 2)}\n`)
}

function fresh(source: HolidaySource, known: HolidayFile): HolidayFile {
  const years = Array.from({ length: holidayYears.to - holidayYears.from + 1 }, (_, index) => holidayYears.from + index)
  const days = years.flatMap((year) => [...libraryHolidays(source, year)].map(([date, name]): [string, string] => [date, keyOf(name)]))
  const english = new Map(years.flatMap((year) => [...libraryHolidays(source, year).values()].map((name) => [keyOf(name), name])))
  const names = [...english].map(([key, name]): [string, LocalText] => [key, known.names[key] ?? { ja: name, en: name }])
  return { ...known, years: holidayYears, names: Object.fromEntries(names), days: Object.fromEntries(days) }
}

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/\(substitute day\)/u, 'substitute')
    .replace(/[^a-z]+/gu, '-')
    .replace(/^-|-$/gu, '')
}
