import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from '../../test/support/command-line.ts'

test('noroshi sighting says where the numbers of warnings are, and asks no server', async () => {
  const { code, complaints } = await runCommandLine(['sighting', 'seen', 'evil.example'], { NOROSHI_URL: 'http://localhost:1' })
  assert.equal(code, 2)
  assert.match(complaints, /"evil\.example" is no number of a warning.*"noroshi warnings".*SUBJECT_INVALID/)
})
