import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { prepareFaults, type FaultCount, type FaultGround } from '../support/reminder-faults.ts'

// `npm run bench -- reminders` tries each fault 50 times.
const times = 3

let ground: FaultGround

before(async () => {
  ground = await prepareFaults()
})

after(() => ground.stop())

function assertOnce(count: FaultCount): void {
  assert.deepEqual({ lost: count.lost, repeated: count.repeated }, { lost: 0, repeated: 0 }, JSON.stringify(count))
  assert.ok(count.reminders > 0 && count.mails >= 2 * count.reminders)
}

test('reminders that fell while nothing ran for three hours are sent once', async () => {
  const count = await ground.notRunning(times)
  assertOnce(count)
  assert.equal(count.repeatedAfterDeath, 0)
})

test('two workers at once send every reminder once', async () => {
  const count = await ground.twice(times)
  assertOnce(count)
  assert.equal(count.repeatedAfterDeath, 0)
})

test('a worker that is killed in the middle loses no reminder, and repeats only what was answered and not committed, under the same message id', async () => {
  assertOnce(await ground.killed(times))
})

test('clocks that step forward and back by an hour lose and repeat no reminder', async () => {
  const count = await ground.clockStepped(times)
  assertOnce(count)
  assert.equal(count.repeatedAfterDeath, 0)
})
