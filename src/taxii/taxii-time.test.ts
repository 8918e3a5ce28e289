import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { microsText, readMicros } from './taxii-time.ts'

test('readMicros() reads what microsText() wrote', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (micros) => {
      assert.equal(readMicros(microsText(micros)), micros)
    }),
  )
})

test('readMicros() takes every form of RFC 3339, also a plus sign that became a space', () => {
  const micros = Date.UTC(2026, 9, 1, 0, 0, 0) * 1000
  for (const text of ['2026-10-01T00:00:00Z', '2026-10-01t00:00:00.000z', '2026-10-01T09:00:00+09:00', '2026-10-01T09:00:00 09:00'])
    assert.equal(readMicros(text), micros, text)
  assert.equal(readMicros('2026-10-01T00:00:00.1234567Z'), micros + 123_456)
  for (const text of ['', '2026-10-01', '2026-13-01T00:00:00Z', '1727740800', '2026-10-01T00:00:00'])
    assert.equal(readMicros(text), null, text)
})
