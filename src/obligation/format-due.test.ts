import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDue } from './format-due.ts'

test('formatDue() gives a limit at midnight to the day that ends there', () => {
  const dueAt = Temporal.Instant.from('2026-12-22T15:00:00Z')
  assert.equal(formatDue(dueAt, 'ja'), '2026年12月22日（火）24時（日本時間）')
  assert.equal(formatDue(dueAt, 'en'), 'end of Tue 22 Dec 2026 JST')
})

test('formatDue() gives any other limit with its minute', () => {
  const dueAt = Temporal.Instant.from('2026-12-22T03:30:00Z')
  assert.equal(formatDue(dueAt, 'ja'), '2026年12月22日（火）12:30（日本時間）')
  assert.equal(formatDue(dueAt, 'en'), 'Tue 22 Dec 2026, 12:30 JST')
})
