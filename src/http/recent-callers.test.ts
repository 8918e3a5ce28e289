import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createRecentCallers } from './recent-callers.ts'

/** Callers that are counted by how often somebody had to ask who they are; `known` can be changed. */
function counted(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const known = new Map([['Bearer a', 'Anna']])
  const asked: string[] = []
  const callers = createRecentCallers(async (headers) => {
    asked.push(headers.authorization ?? '')
    const caller = headers.authorization === undefined ? 'nobody' : known.get(headers.authorization)
    if (caller === undefined) throw new Error('refused')
    return caller
  }, 1)
  t.after(() => callers.stop())
  return { known, asked, callers }
}

test('createRecentCallers() asks once for a header until the moment is over, then sees a revoked one', async (t) => {
  const { known, asked, callers } = counted(t)
  for (let time = 0; time < 3; time++) assert.equal(await callers.authenticate({ authorization: 'Bearer a' }), 'Anna')
  assert.equal(asked.length, 1)
  known.clear()
  assert.equal(await callers.authenticate({ authorization: 'Bearer a' }), 'Anna')
  t.mock.timers.tick(1_000)
  await assert.rejects(callers.authenticate({ authorization: 'Bearer a' }), /refused/)
})

test('createRecentCallers() remembers no refusal and nobody without the header', async (t) => {
  const { known, asked, callers } = counted(t)
  await assert.rejects(callers.authenticate({ authorization: 'Bearer b' }), /refused/)
  known.set('Bearer b', 'Ben')
  assert.equal(await callers.authenticate({ authorization: 'Bearer b' }), 'Ben')
  assert.equal(await callers.authenticate({ cookie: 'one' }), 'nobody')
  assert.equal(await callers.authenticate({ cookie: 'two' }), 'nobody')
  assert.equal(asked.length, 4)
})
