import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOver, lastValidDay } from './validity.ts'

test('a warning counts until the end of its last day in UTC', () => {
  const warning = { validUntil: '2026-12-01' }
  assert.equal(lastValidDay(warning.validUntil).toString(), '2026-11-30')
  assert.equal(isOver(warning, Temporal.Instant.from('2026-11-30T23:59:59Z')), false)
  assert.equal(isOver(warning, Temporal.Instant.from('2026-12-01T00:00:00Z')), true)
})
