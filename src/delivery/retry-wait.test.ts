import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longestWaitSeconds, mostAttempts, retryWaitSeconds } from './retry-wait.ts'

test('retryWaitSeconds() doubles up to a quarter of an hour, the upper half by chance', () => {
  assert.deepEqual(
    [1, 2, 3, 8, 9, 1000].map((attempts) => [retryWaitSeconds(attempts, 0), retryWaitSeconds(attempts, 0.5)]),
    [
      [2.5, 3.75],
      [5, 7.5],
      [10, 15],
      [320, 480],
      [450, 675],
      [450, 675],
    ],
  )
})

test('a delivery is tried for at least ten hours and no more than two days', () => {
  const total = (chance: number): number =>
    Array.from({ length: mostAttempts - 1 }, (_, index) => retryWaitSeconds(index + 1, chance)).reduce((sum, wait) => sum + wait, 0)
  assert.ok(total(0) > 10 * 3600 && total(1) < 48 * 3600, `${total(0)} to ${total(1)} s`)
  assert.ok(retryWaitSeconds(50, 0.999999) <= longestWaitSeconds)
})
