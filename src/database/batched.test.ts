import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batched } from './batched.ts'
import type { Queries } from './database.ts'

const connection = {} as Queries
const hour = 3_600_000

test('batched() asks one query at a time, and what is asked meanwhile goes with the next', async () => {
  const asked: (readonly number[])[] = []
  const ends: (() => void)[] = []
  const double = batched(async (_queries, numbers: readonly number[]) => {
    asked.push(numbers)
    await new Promise<void>((resolve) => ends.push(resolve))
    return numbers.map((number) => number * 2)
  }, hour)
  const first = [double(connection, 1), double(connection, 2)]
  await turns()
  const second: Promise<number>[] = []
  for (const number of [3, 4, 3]) {
    second.push(double(connection, number))
    await turns()
  }
  assert.deepEqual(asked, [[1, 2]])
  ends[0]?.()
  assert.deepEqual(await Promise.all(first), [2, 4])
  await turns()
  assert.deepEqual(asked, [
    [1, 2],
    [3, 4, 3],
  ])
  ends[1]?.()
  assert.deepEqual(await Promise.all(second), [6, 8, 6])
})

test('batched() goes on after a query that failed, and keeps connections apart', async () => {
  let calls = 0
  const once = batched(async (queries, keys: readonly string[]) => {
    calls++
    if (keys.includes('bad')) throw new Error('refused')
    return keys.map((key) => `${key}${queries === connection ? '' : ' elsewhere'}`)
  })
  await assert.rejects(once(connection, 'bad'), /refused/)
  assert.equal(await once(connection, 'good'), 'good')
  assert.deepEqual(await Promise.all([once(connection, 'a'), once({} as Queries, 'a')]), ['a', 'a elsewhere'])
  assert.equal(calls, 4)
})

test('batched() lets what is asked go on beside a query that does not end', async () => {
  const stuck = Promise.withResolvers<never>()
  const answer = batched(async (_queries, keys: readonly string[]) => (keys.includes('stuck') ? stuck.promise : keys), 10)
  const first = answer(connection, 'stuck')
  await turns()
  assert.equal(await answer(connection, 'next'), 'next')
  stuck.reject(new Error('ended'))
  await assert.rejects(first, /ended/)
})

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
