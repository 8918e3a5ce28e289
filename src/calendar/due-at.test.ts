import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languages } from '#base/language.ts'
import vectors from '../../test/vectors/due-instants.json' with { type: 'json' }
import { CalendarError } from './calendar-error.ts'
import { dueAt, type LegalTime } from './due-at.ts'
import { findCalendar } from './find-calendar.ts'
import type { FirstDayRule, LastDayRule, Period } from './period.ts'

const event = { ja: '認知', en: 'awareness' }

function legalTime(zone: string, calendar: string): LegalTime {
  return { zone, zoneName: { ja: zone, en: zone }, calendar: findCalendar(calendar) }
}

const japan = legalTime('Asia/Tokyo', 'jp.administrative')

function dueText(period: Period, startedAt: Temporal.Instant, legal: LegalTime): string {
  return dueAt({ period, startedAt, event, clause: null }, legal).at.toString()
}

for (const vector of vectors.cases) {
  test(`dueAt() agrees with the vector: ${vector.name}`, () => {
    const legal = legalTime(vector.zone, vector.calendar)
    const due = dueAt({ period: readPeriod(vector.period), startedAt: Temporal.Instant.from(vector.startedAt), event, clause: null }, legal)
    assert.equal(due.at.toString(), vector.dueAt)
    if (vector.lastDay !== null) {
      assert.equal(due.at.toZonedDateTimeISO(vector.zone).subtract({ nanoseconds: 1 }).toPlainDate().toString(), vector.lastDay)
    }
  })
}

function readPeriod(period: (typeof vectors.cases)[number]['period']): Period {
  const { amount } = period
  const firstDay = (period.firstDay ?? 'excluded') as FirstDayRule
  if (period.unit === 'hours' || period.unit === 'minutes') return { unit: period.unit, amount }
  if (period.unit === 'business-days') return { unit: 'business-days', amount, firstDay }
  return { unit: period.unit === 'days' ? 'days' : 'months', amount, firstDay, lastDay: (period.lastDay ?? 'stays') as LastDayRule }
}

const instants = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2049-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => Temporal.Instant.fromEpochMilliseconds(date.getTime()))
const zones = fc.constantFrom(
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
  'UTC',
)
const firstDays = fc.constantFrom<FirstDayRule>('excluded', 'included', 'excluded-unless-midnight')
const lastDays = fc.constantFrom<LastDayRule>('stays', 'next-working-day')
const amounts = fc.integer({ min: 1, max: 400 })
const periods: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ unit: fc.constantFrom('minutes' as const, 'hours' as const), amount: amounts }),
  fc.record({ unit: fc.constantFrom('days' as const, 'months' as const), amount: amounts, firstDay: firstDays, lastDay: lastDays }),
  fc.record({ unit: fc.constant('business-days' as const), amount: amounts, firstDay: firstDays }),
)

test('dueAt() never ends a period before it starts', () => {
  fc.assert(
    fc.property(periods, instants, zones, (period, startedAt, zone) => {
      const due = dueAt({ period, startedAt, event, clause: null }, legalTime(zone, 'jp.administrative'))
      assert.equal(Temporal.Instant.compare(due.at, startedAt), 1)
    }),
  )
})

test('dueAt() never ends a later start earlier', () => {
  fc.assert(
    fc.property(periods, instants, fc.integer({ min: 0, max: 100_000 }), (period, startedAt, minutes) => {
      // A period that begins at midnight counts its first day, so one that begins a moment before may end later or at the same time.
      const plain: Period = 'firstDay' in period ? { ...period, firstDay: 'excluded' } : period
      const earlier = dueText(plain, startedAt, japan)
      const later = dueText(plain, startedAt.add({ minutes }), japan)
      assert.notEqual(Temporal.Instant.compare(Temporal.Instant.from(earlier), Temporal.Instant.from(later)), 1)
    }),
  )
})

test('dueAt() gives one answer for one instant, however its offset is written', () => {
  const period: Period = { unit: 'days', amount: 30, firstDay: 'excluded-unless-midnight', lastDay: 'next-working-day' }
  const written = ['2026-11-22T23:30:00+09:00', '2026-11-22T14:30:00Z', '2026-11-22T09:30:00-05:00']
  assert.equal(new Set(written.map((text) => dueText(period, Temporal.Instant.from(text), japan))).size, 1)
})

test('dueAt() ends days of the legal zone at a midnight of that zone', () => {
  fc.assert(
    fc.property(amounts, firstDays, instants, (amount, firstDay, startedAt) => {
      const due = dueAt({ period: { unit: 'days', amount, firstDay, lastDay: 'next-working-day' }, startedAt, event, clause: null }, japan)
      const local = due.at.toZonedDateTimeISO('Asia/Tokyo')
      assert.equal(local.toPlainTime().toString(), '00:00:00')
      assert.equal(japan.calendar.closedBecause(local.toPlainDate().subtract({ days: 1 })), null)
    }),
  )
})

test('dueAt() explains start, rule, clause and arithmetic in both languages', () => {
  const clause = { ja: '報告命令 第4条第2項', en: 'Order, Article 4, paragraph 2' }
  const period: Period = { unit: 'days', amount: 30, firstDay: 'excluded-unless-midnight', lastDay: 'next-working-day' }
  const { explanation } = dueAt({ period, startedAt: Temporal.Instant.from('2026-10-22T09:30+09:00'), event, clause }, japan)
  assert.deepEqual(explanation.start.text, { ja: '2026年10月22日（木）9時30分', en: 'Thu 22 October 2026 09:30' })
  assert.equal(explanation.clause, clause)
  assert.deepEqual(
    explanation.arithmetic.map((step) => `${step.reached.ja} ${step.text.ja}`),
    [
      '2026年10月23日（金） 初日は算入せず、翌日を1日目とする',
      '2026年11月21日（土） 30日目',
      '2026年11月22日（日） 2026年11月21日（土）は休日（土曜日）に当たるため移動',
      '2026年11月23日（月） 2026年11月22日（日）は休日（日曜日）に当たるため移動',
      '2026年11月24日（火） 2026年11月23日（月）は休日（勤労感謝の日）に当たるため移動',
      '2026年11月24日（火）24時 末日の終了をもって満了',
    ],
  )
  assert.deepEqual(explanation.due, { ja: '2026年11月24日（火）24時', en: 'the end of Tue 24 November 2026' })
  for (const language of languages) for (const step of explanation.arithmetic) assert.notEqual(step.text[language], '')
})

test('dueAt() says where the holidays of a year are not known yet', () => {
  const period: Period = { unit: 'days', amount: 30, firstDay: 'excluded', lastDay: 'next-working-day' }
  const { explanation } = dueAt({ period, startedAt: Temporal.Instant.from('2060-05-01T00:00Z'), event, clause: null }, japan)
  assert.match(explanation.arithmetic.map((step) => step.text.en).join(), /not known yet/u)
})

test('dueAt() refuses an amount that is no whole number of units', () => {
  for (const amount of [0, -1, 1.5, Number.NaN, 5001]) {
    assert.throws(
      () => dueAt({ period: { unit: 'hours', amount }, startedAt: Temporal.Instant.from('2026-11-22T00:00Z'), event, clause: null }, japan),
      (error) => error instanceof CalendarError && error.code === 'PERIOD_AMOUNT',
    )
  }
})

test('findCalendar() names the calendars that exist', () => {
  assert.throws(() => findCalendar('atlantis'), { code: 'CALENDAR_UNKNOWN', message: /every-day, jp\.administrative/u })
})
