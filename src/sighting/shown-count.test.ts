import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fewestShown, nextPublished, nothingPublished, shownCount, type PublishedCount } from './shown-count.ts'

/** Numbers of organisations that stand by an answer at the end of each day: some come, some take theirs back. */
const days = fc.array(fc.integer({ min: -4, max: 12 }), { minLength: 1, maxLength: 60 }).map((changes) => {
  let count = 0
  return changes.map((change) => (count = Math.max(0, count + change)))
})

function tablesOf(counts: readonly number[]): readonly PublishedCount[] {
  let table = nothingPublished
  return counts.map((count) => (table = nextPublished(table, count)))
}

test('shownCount() shows nothing below three, then the step reached', () => {
  assert.deepEqual([0, 1, 2].map(shownCount), [null, null, null])
  assert.deepEqual([3, 4, 5, 9, 10, 31, 99, 100, 214, 1999].map(shownCount), [3, 3, 5, 5, 10, 30, 50, 100, 200, 1000])
})

test('shownCount() never says more than there is, and never falls as there is more', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (count) => {
      const shown = shownCount(count) ?? 0
      assert.ok(shown <= count)
      assert.ok(shown <= (shownCount(count + 1) ?? 0))
      assert.ok(count < fewestShown || shown >= fewestShown)
    }),
  )
})

test('daily tables never fall, and never show fewer than three', () => {
  fc.assert(
    fc.property(days, (counts) => {
      let before = 0
      for (const { shown } of tablesOf(counts)) {
        assert.ok(shown === null || shown >= fewestShown)
        assert.ok((shown ?? 0) >= before)
        before = shown ?? 0
      }
    }),
  )
})

test('what changes between two daily tables is never the answer of one or two organisations', () => {
  fc.assert(
    fc.property(days, fc.nat({ max: 59 }), fc.integer({ min: 1, max: 2 }), (counts, day, fewer) => {
      const at = Math.min(day, counts.length - 1)
      const all = tablesOf(counts)
      const before = all[at - 1] ?? nothingPublished
      const now = all[at] ?? nothingPublished
      // Whatever one or two of that day's newcomers did, a change that everybody sees needs at least three of them.
      if (now.shown !== before.shown) assert.ok((counts[at] ?? 0) - before.included >= fewestShown)
      const without = nextPublished(before, before.included + fewer)
      assert.deepEqual(without, before)
    }),
  )
})
