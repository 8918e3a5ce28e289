import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holidaySources, holidayYears, libraryHolidays } from '../../scripts/library-holidays.ts'
import { dueAt } from './due-at.ts'
import { findCalendar } from './find-calendar.ts'
import { japaneseHolidayName } from './japanese-holidays.ts'

function everyDay(): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from({ year: holidayYears.from, month: 1, day: 1 })
  const end = Temporal.PlainDate.from({ year: holidayYears.to + 1, month: 1, day: 1 })
  return Array.from({ length: first.until(end).days }, (_, day) => first.add({ days: day }))
}

function libraryDays(places: (typeof holidaySources)[number]['places']): ReadonlySet<string> {
  const years = Array.from({ length: holidayYears.to - holidayYears.from + 1 }, (_, index) => holidayYears.from + index)
  return new Set(years.flatMap((year) => [...libraryHolidays({ places }, year).keys()]))
}

for (const source of holidaySources) {
  test(`findCalendar("${source.id}") closes on the days on which date-holidays does, from 2024 to 2036`, () => {
    const calendar = findCalendar(source.id)
    const days = libraryDays(source.places)
    const closed = everyDay().filter(
      (date) => days.has(date.toString()) || date.dayOfWeek === 7 || (date.dayOfWeek === 6 && source.id !== 'hk.general'),
    )
    assert.deepEqual(
      everyDay()
        .filter((date) => calendar.closedBecause(date) !== null)
        .map(String),
      closed.map(String),
    )
    assert.ok(calendar.covers(Temporal.PlainDate.from('2024-01-01')) && calendar.covers(Temporal.PlainDate.from('2036-12-31')))
    assert.ok(!calendar.covers(Temporal.PlainDate.from('2023-12-31')) && !calendar.covers(Temporal.PlainDate.from('2037-01-01')))
  })
}

// Veterans Day is kept on the Friday before a Saturday and on the Monday after a Sunday (5 U.S.C. 6103 (b)); the library leaves that out.
const veteransDays = ['2028-11-10', '2029-11-12', '2034-11-10', '2035-11-12']

test('the federal holidays of the United States agree with date-holidays on every weekday', () => {
  const federal = findCalendar('us.federal')
  const days = libraryDays([['US']])
  const weekdays = everyDay().filter(({ dayOfWeek }) => dayOfWeek < 6)
  assert.deepEqual(
    weekdays.filter((date) => federal.closedBecause(date) !== null).map(String),
    weekdays.map(String).filter((date) => days.has(date) || veteransDays.includes(date)),
  )
})

// A day between two holidays is one itself (Act on National Holidays, Article 3, paragraph 3); the library leaves this one out.
const betweenHolidays = ['2032-09-21']

test('the national holidays of Japan agree with date-holidays on every day', () => {
  const days = libraryDays([['JP']])
  assert.deepEqual(
    everyDay()
      .filter((date) => japaneseHolidayName(date) !== null)
      .map(String),
    everyDay()
      .map(String)
      .filter((date) => days.has(date) || betweenHolidays.includes(date)),
  )
})

test('Korea keeps the eve of the lunar New Year, which date-holidays begins a day late', () => {
  const calendar = findCalendar('kr.public')
  const why = (date: string) => calendar.closedBecause(Temporal.PlainDate.from(date))?.en
  assert.deepEqual(['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'].map(why), [
    'Korean New Year',
    'Korean New Year',
    'Korean New Year',
    undefined,
  ])
})

test('dueAt() says what a calendar leaves out, where a holiday could move the last day and nowhere else', () => {
  const legal = { zone: 'Europe/Brussels', zoneName: { ja: 'EU', en: 'EU' }, calendar: findCalendar('eu.every-member-state') }
  const clock = { startedAt: Temporal.Instant.from('2026-11-25T10:00+01:00'), event: { ja: '通知', en: 'notification' }, clause: null }
  const month = { unit: 'months', amount: 1, firstDay: 'excluded' } as const
  const moved = dueAt({ ...clock, period: { ...month, lastDay: 'next-working-day' } }, legal)
  assert.deepEqual(
    moved.explanation.arithmetic.map(({ reached, text }) => `${reached.en}: ${text.en}`),
    [
      'Thu 26 November 2026: the first day does not count; the next day is day 1',
      'Fri 25 December 2026: last day of 1 month',
      'Sat 26 December 2026: Fri 25 December 2026 is a holiday (Christmas Day), so the day moves',
      'Sun 27 December 2026: Sat 26 December 2026 is a holiday (Saturday), so the day moves',
      'Mon 28 December 2026: Sun 27 December 2026 is a holiday (Sunday), so the day moves',
      'Mon 28 December 2026: only holidays common to every Member State were considered; those of the place concerned may move the day further',
      'the end of Mon 28 December 2026: the period ends with that day',
    ],
  )
  const stays = dueAt({ ...clock, period: { ...month, lastDay: 'stays' } }, legal)
  assert.equal(stays.explanation.arithmetic.length, 3)
})
