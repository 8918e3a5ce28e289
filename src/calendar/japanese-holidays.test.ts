import assert from 'node:assert/strict'
import { test } from 'node:test'
import { japaneseAdministrativeCalendar, japaneseHolidayName } from './japanese-holidays.ts'

function closed(date: string): string | null {
  return japaneseAdministrativeCalendar.closedBecause(Temporal.PlainDate.from(date))?.ja ?? null
}

test('japaneseHolidayName() knows the holidays of 2026 as ISO dates, whatever the zone of the machine', () => {
  const first = Temporal.PlainDate.from('2026-01-01')
  const found = Array.from({ length: 365 }, (_, day) => first.add({ days: day })).filter((date) => japaneseHolidayName(date) !== null)
  assert.deepEqual(
    found.map((date) => date.toString().slice(5)),
    [
      ['01-01', '01-12', '02-11', '02-23', '03-20', '04-29', '05-03', '05-04', '05-05', '05-06'],
      ['07-20', '08-11', '09-21', '09-22', '09-23', '10-12', '11-03', '11-23'],
    ].flat(),
  )
})

test('japaneseAdministrativeCalendar closes on weekends, national holidays and from 29 December to 3 January', () => {
  assert.equal(closed('2026-12-28'), null)
  assert.equal(closed('2026-12-29'), '年末年始')
  assert.equal(closed('2027-01-01'), '元日')
  assert.equal(closed('2027-01-03'), '年末年始')
  assert.equal(closed('2027-01-04'), null)
  assert.equal(closed('2026-11-21'), '土曜日')
  assert.equal(closed('2026-11-22'), '日曜日')
  assert.equal(closed('2026-09-22'), '休日')
  assert.equal(closed('2026-11-24'), null)
})

test('japaneseAdministrativeCalendar says for which years it knows the national holidays', () => {
  assert.equal(japaneseAdministrativeCalendar.covers(Temporal.PlainDate.from('2026-11-22')), true)
  assert.equal(japaneseAdministrativeCalendar.covers(Temporal.PlainDate.from('2060-11-22')), false)
})
