import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { coversDue, leavesPerHead, nextHead, stretchOf, untilNextHeadMs } from './public-growth.ts'

const plan = { leavesPerMinute: 32, headSeconds: 60 }

test('nextHead() grows by the fixed number, and by powers of two of it where there is more', () => {
  const grown = [0, 1, 32, 33, 64, 65, 1000].map((waiting) => nextHead(100, 100 + waiting, plan))
  assert.deepEqual(
    grown.map(({ size, overload }) => [size - 100, overload]),
    [
      [32, 1],
      [32, 1],
      [32, 1],
      [64, 2],
      [64, 2],
      [128, 4],
      [1024, 32],
    ],
  )
})

test('leavesPerHead() is at least 1', () => {
  assert.deepEqual(
    [plan, { leavesPerMinute: 120, headSeconds: 2 }, { leavesPerMinute: 1, headSeconds: 1 }].map((one) => leavesPerHead(one)),
    [32, 4, 1],
  )
})

test('stretchOf() and untilNextHeadMs() follow the full minutes of the clock', () => {
  const at = (text: string) => Temporal.Instant.from(text)
  assert.notEqual(stretchOf(at('2026-11-22T03:09:59.999Z'), plan), stretchOf(at('2026-11-22T03:10:00Z'), plan))
  assert.equal(stretchOf(at('2026-11-22T03:10:59.999Z'), plan), stretchOf(at('2026-11-22T03:10:00Z'), plan))
  assert.deepEqual(
    ['2026-11-22T03:10:00Z', '2026-11-22T03:10:59.999Z'].map((text) => untilNextHeadMs(at(text), plan)),
    [60_000, 1],
  )
})

test('coversDue() never fills more places than there are, and all of them by the end', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 }), (places, roundMs, leftMs) => {
      const due = coversDue(places, roundMs, leftMs)
      assert.ok(due >= 0 && due <= places)
      if (leftMs <= roundMs) assert.equal(due, places)
    }),
  )
})

test('coversDue() spreads cover entries evenly over the minute', () => {
  const quarters = [0, 0, 0, 0]
  const minutes = 200
  for (let minute = 0; minute < minutes; minute++) {
    let places = 32
    for (let round = 0; round < 240; round++) {
      const due = coversDue(places, 250, 60_000 - round * 250)
      places -= due
      quarters[Math.floor(round / 60)] = (quarters[Math.floor(round / 60)] ?? 0) + due
    }
    assert.equal(places, 0)
  }
  // 1,600 are expected in each; ten standard deviations are 346.
  for (const quarter of quarters) assert.ok(Math.abs(quarter - (minutes * 32) / 4) < 346, String(quarters))
})
