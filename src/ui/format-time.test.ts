import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDate, formatInstant, formatSpan } from './format-time.ts'

const instant = Temporal.Instant.from('2026-11-22T15:30:05Z')

test('formatInstant() names the zone and counts the day of that zone', () => {
  assert.equal(formatInstant(instant, 'ja'), '2026年11月23日（月）00:30（日本時間）')
  assert.equal(formatInstant(instant, 'en'), 'Mon 23 Nov 2026, 00:30 JST')
  assert.equal(formatInstant(instant, 'en', { zone: 'UTC', seconds: true }), 'Sun 22 Nov 2026, 15:30:05 UTC')
  assert.equal(formatInstant(instant, 'ja', { zone: 'UTC', seconds: true }), '2026年11月22日（日）15:30:05（協定世界時）')
})

test('formatDate() gives the day of the week', () => {
  assert.equal(formatDate(Temporal.PlainDate.from('2026-10-01'), 'ja'), '2026年10月1日（木）')
  assert.equal(formatDate(Temporal.PlainDate.from('2026-10-01'), 'en'), 'Thu 1 Oct 2026')
})

test('formatSpan() shows the two largest units and ignores the order', () => {
  const later = instant.add({ hours: 76, minutes: 10 })
  assert.equal(formatSpan(instant, later, 'ja'), '3日4時間')
  assert.equal(formatSpan(later, instant, 'en'), '3 days 4 hours')
  assert.equal(formatSpan(instant, instant.add({ seconds: 59 }), 'en'), 'less than a minute')
  assert.equal(formatSpan(instant, instant.add({ hours: 24 }), 'ja'), '1日')
})
