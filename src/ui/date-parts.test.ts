import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { datePartsOf, dateTimePartsOf, emptyDate, emptyDateTime, readDate, readDateTime } from './date-parts.ts'

test('readDate() reads what datePartsOf() shows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
      const date = Temporal.PlainDate.from('2000-01-01').add({ days })
      const reading = readDate(datePartsOf(date))
      assert.ok(reading.state === 'read' && reading.value.equals(date))
    }),
  )
})

test('readDateTime() reads what dateTimePartsOf() shows, in every zone offered', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000_000 }), fc.constantFrom('Asia/Tokyo', 'UTC'), (minutes, zone) => {
      const instant = Temporal.Instant.from('2000-01-01T00:00Z').add({ minutes })
      const reading = readDateTime(dateTimePartsOf(instant, zone))
      assert.ok(reading.state === 'read' && reading.value.toInstant().equals(instant))
    }),
  )
})

test('readDate() tells empty from incomplete and names the first missing part', () => {
  assert.deepEqual(readDate(emptyDate), { state: 'empty' })
  assert.deepEqual(readDate({ year: '2026', month: '', day: '' }), { state: 'wrong', problem: 'incomplete', part: 'month' })
})

test('readDate() refuses days that no calendar has and names the part', () => {
  assert.deepEqual(readDate({ year: '2026', month: '2', day: '29' }), { state: 'wrong', problem: 'no-such-date', part: 'day' })
  assert.deepEqual(readDate({ year: '2026', month: '13', day: '1' }), { state: 'wrong', problem: 'no-such-date', part: 'month' })
  assert.deepEqual(readDate({ year: '26', month: '1', day: '1' }), { state: 'wrong', problem: 'no-such-date', part: 'year' })
  assert.deepEqual(readDate({ year: '２０２６', month: 'x', day: '1' }), { state: 'wrong', problem: 'not-a-number', part: 'month' })
})

test('readDateTime() asks for the time once a date is typed and for the date once a time is typed', () => {
  assert.deepEqual(readDateTime(emptyDateTime), { state: 'empty' })
  const dated = { ...emptyDateTime, year: '2026', month: '11', day: '22' }
  assert.deepEqual(readDateTime(dated), { state: 'wrong', problem: 'incomplete', part: 'hour' })
  assert.deepEqual(readDateTime({ ...emptyDateTime, hour: '9', minute: '0' }), { state: 'wrong', problem: 'incomplete', part: 'year' })
  assert.deepEqual(readDateTime({ ...dated, hour: '24', minute: '0' }), { state: 'wrong', problem: 'no-such-time', part: 'hour' })
})

test('readDateTime() refuses a time that summer time skips', () => {
  const skipped = { year: '2026', month: '3', day: '29', hour: '2', minute: '30', zone: 'Europe/Berlin' }
  assert.deepEqual(readDateTime(skipped), { state: 'wrong', problem: 'no-such-time', part: 'hour' })
})
