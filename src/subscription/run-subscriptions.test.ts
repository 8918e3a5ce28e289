import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from '../../test/support/command-line.ts'

test('noroshi subscription add says what an address looks like, and asks no server', async () => {
  const { code, complaints } = await runCommandLine(['subscription', 'add', 'desk.operator.example'], { NOROSHI_URL: 'http://localhost:1' })
  assert.equal(code, 2)
  assert.match(complaints, /"desk\.operator\.example" is no address: expected https:.*name@example\.jp.*ADDRESS_INVALID/)
})
