import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { addEnrolledOwner, startKeySite, type EnrolledOwner, type KeySite } from '../../test/support/key-owner.ts'
import { terminalPerson, unlockOwnKeys } from './filer-session.ts'

let site: KeySite
let owner: EnrolledOwner

before(async () => {
  site = await startKeySite()
  owner = await addEnrolledOwner(site)
})

after(() => site.stop())

async function unlock(environment: Readonly<Record<string, string>>, ask?: () => Promise<string>) {
  const client = createServiceClient(site.server.url, owner.token)
  return unlockOwnKeys({ client, environment, ask }, await terminalPerson(client))
}

test('unlockOwnKeys() takes the printed code of NOROSHI_KEY_CODE, or as it is typed at the terminal', async () => {
  const typed = owner.code.toLowerCase().replaceAll('-', ' ')
  assert.deepEqual((await unlock({ NOROSHI_KEY_CODE: typed })).person, owner.secret)
  assert.deepEqual((await unlock({}, () => Promise.resolve(typed))).person, owner.secret)
})

test('unlockOwnKeys() says what is missing or wrong, and does not repeat the code', async () => {
  await assert.rejects(unlock({}), { code: 'KEY_CODE_NEEDED', outcome: 'authentication' })
  await assert.rejects(unlock({ NOROSHI_KEY_CODE: generatePrintedCode() }), { code: 'KEY_CODE_WRONG', outcome: 'authentication' })
  const slipped = (owner.code.startsWith('A') ? 'B' : 'A') + owner.code.slice(1)
  await assert.rejects(unlock({ NOROSHI_KEY_CODE: slipped }), (error: Error) => {
    assert.match(error.message, /group 1/)
    return !error.message.includes(slipped.slice(1, 9))
  })
})
