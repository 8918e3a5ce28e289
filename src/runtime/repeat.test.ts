import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repeat } from './repeat.ts'

test('repeat() goes on after a fault, and ends with the round that is running', async () => {
  const [third, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const faults: unknown[] = []
  let rounds = 0
  let ended = 0
  const work = async (): Promise<void> => {
    rounds++
    if (rounds === 1) throw new Error('the first round fails')
    if (rounds === 3) {
      third.resolve()
      await release.promise
    }
    ended++
  }
  const repeated = repeat(work, { pauseMs: 0, onFault: (error) => faults.push(error) })
  repeated.start()
  await third.promise
  const stopping = repeated.stop()
  release.resolve()
  await stopping
  assert.deepEqual([rounds, ended, faults.length], [3, 2, 1])
})

test('repeat() that was stopped before it began does nothing', async () => {
  let rounds = 0
  const repeated = repeat(() => Promise.resolve(void rounds++), { pauseMs: 0, onFault: () => {} })
  repeated.start()
  await repeated.stop()
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(rounds, 0)
})
