import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pageOf, readCursor } from './keyset-page.ts'

const id = '0b6f1c6e-1d0c-4a58-9b1e-2f3a4b5c6d7e'

test('pageOf() shows at most the limit, and a cursor only where more follows', () => {
  const keysOf = (row: number) => [String(row)]
  assert.deepEqual(pageOf([1, 2, 3], { limit: 3, after: null }, keysOf), { rows: [1, 2, 3], next: null })
  assert.deepEqual(pageOf([], { limit: 3, after: null }, keysOf), { rows: [], next: null })
  const { rows, next } = pageOf([1, 2, 3, 4], { limit: 3, after: null }, keysOf)
  assert.deepEqual([rows, readCursor(next ?? '', ['count'])], [[1, 2, 3], ['3']])
})

test('paging by cursors shows every row exactly once, whatever the limit', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), fc.integer({ min: 1, max: 7 }), (numbers, limit) => {
      const sorted = numbers.toSorted((left, right) => left - right)
      const seen: number[] = []
      for (let after: readonly string[] | null = null; ;) {
        const from = Number(after?.[0] ?? -1)
        const asked = sorted.filter((one) => one > from).slice(0, limit + 1)
        const page = pageOf(asked, { limit, after }, (one) => [String(one)])
        seen.push(...page.rows)
        if (page.next === null) break
        after = readCursor(page.next, ['count'])
      }
      assert.deepEqual(seen, sorted)
    }),
  )
})

test('readCursor() takes its own cursors and refuses forged ones', () => {
  const cursor = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString('base64url')
  assert.deepEqual(readCursor(cursor(['2026-11-22T03:10:00.123456Z', id]), ['instant', 'uuid']), ['2026-11-22T03:10:00.123456Z', id])
  assert.deepEqual(readCursor(cursor(['infinity', id]), ['instant', 'uuid']), ['infinity', id])
  const forged = [
    '',
    '!',
    'e30',
    cursor([]),
    cursor([id]),
    cursor(['x', id]),
    cursor(['2026-13-01T00:00:00Z', id]),
    cursor([1, id]),
    cursor({ 0: 'a' }),
  ]
  for (const one of [...forged, cursor(["2026-11-22T03:10:00Z'; drop table report; --", id]), 'a'.repeat(401)])
    assert.throws(() => readCursor(one, ['instant', 'uuid']), { code: 'CURSOR_INVALID' }, one)
})
