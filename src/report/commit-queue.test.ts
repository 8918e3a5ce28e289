import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import { createCommitQueue } from './commit-queue.ts'

const limits = { itemsPerBatch: 3, batchesAtOnce: 2, itemsWaiting: 100 }

/** A writer that doubles numbers when told to, and remembers what it was given. */
function heldWriter() {
  const batches: (readonly number[])[] = []
  const held: (() => void)[] = []
  const write = async (items: readonly number[]): Promise<readonly number[]> => {
    batches.push(items)
    await new Promise<void>((resolve) => held.push(resolve))
    return items.map((item) => item * 2)
  }
  const release = async (): Promise<void> => {
    held.shift()?.()
    await setImmediate()
  }
  return { batches, write, release }
}

test('createCommitQueue() writes what came in one moment in batches of at most so many, and gives each its own result', async () => {
  const batches: (readonly number[])[] = []
  const queue = createCommitQueue(async (items: readonly number[]) => {
    batches.push(items)
    return items.map((item) => item * 2)
  }, limits)
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map((item) => queue.add(item))), [2, 4, 6, 8])
  assert.deepEqual(batches, [[1, 2, 3], [4]])
})

test('createCommitQueue() keeps at most so many batches under way, and gathers what comes meanwhile', async () => {
  const { batches, write, release } = heldWriter()
  const queue = createCommitQueue(write, limits)
  const first = [1, 2, 3, 4, 5, 6].map((item) => queue.add(item))
  await setImmediate()
  assert.deepEqual(batches, [
    [1, 2, 3],
    [4, 5, 6],
  ])
  const later = [7, 8].map((item) => queue.add(item))
  await setImmediate()
  assert.equal(batches.length, 2)
  await release()
  assert.deepEqual(batches.at(-1), [7, 8])
  await release()
  await release()
  assert.deepEqual(await Promise.all([...first, ...later]), [2, 4, 6, 8, 10, 12, 14, 16])
})

test('createCommitQueue() fails the batch that failed and writes the others', async () => {
  const queue = createCommitQueue(
    async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('the disk is full')
      return items
    },
    { ...limits, itemsPerBatch: 1 },
  )
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => queue.add(item)))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal(await queue.add(4), 4)
})

test('createCommitQueue() fails who got no result rather than leaving it waiting', async () => {
  const queue = createCommitQueue(async (items: readonly number[]) => items.slice(1), limits)
  const outcomes = await Promise.allSettled([1, 2].map((item) => queue.add(item)))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
})

test('createCommitQueue() puts off what it cannot keep up with, and takes more once it can', async () => {
  const { write, release } = heldWriter()
  const queue = createCommitQueue(write, { itemsPerBatch: 1, batchesAtOnce: 1, itemsWaiting: 2 })
  const taken = [queue.add(1)]
  await setImmediate()
  taken.push(queue.add(2), queue.add(3))
  await assert.rejects(queue.add(4), { status: 503, code: 'INTAKE_BUSY', headers: { 'retry-after': '2' } })
  await release()
  taken.push(queue.add(5))
  for (let turn = 0; turn < 3; turn++) await release()
  assert.deepEqual(await Promise.all(taken), [2, 4, 6, 10])
})
