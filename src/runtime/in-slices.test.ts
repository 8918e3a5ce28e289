import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { test } from 'node:test'
import { inSlices } from './in-slices.ts'

function* count(steps: number): Generator<void, number> {
  for (let step = 0; step < steps; step++) yield
  return steps
}

test('inSlices() returns what the work returns and lets others take turns between slices', async () => {
  let turns = 0
  const work = inSlices(count(5), 0)
  const others = (async () => {
    for (let turn = 0; turn < 5; turn++) {
      await nextTurn()
      turns++
    }
  })()
  assert.equal(await work, 5)
  assert.ok(turns >= 4, `others had ${turns} turns`)
  await others
})

test('inSlices() fails as the work fails', async () => {
  const failing = (function* (): Generator<void, never> {
    yield
    throw new RangeError('wrong')
  })()
  await assert.rejects(inSlices(failing, 0), RangeError)
})
