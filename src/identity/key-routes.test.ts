import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generatePersonalKey } from '#envelope/personal-key.ts'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import { signSlotProof } from '#envelope/slot-proof.ts'
import { wrapInSlot } from '#envelope/slot-secret.ts'
import {
  addCodeSlot,
  addEnrolledOwner,
  addKeyOwner,
  addPasskeySlot,
  newPasskeyOptions,
  proveSlot,
  startKeySite,
  testBrowser,
  testOrigin,
  type KeySite,
} from '../../test/support/key-owner.ts'
import { addSubscriber } from '../../test/support/sample-subscriber.ts'
import { softwarePasskey, type Lie } from '../../test/support/software-passkey.ts'
import { keyOfPerson } from './key-store.ts'
import { beginSession } from './sign-in.ts'
import { unlockKeys, unlockSlot, type WrappedKeys } from './unlock-keys.ts'

let site: KeySite

before(async () => {
  site = await startKeySite()
})

after(() => site.stop())

function later(seconds: number): void {
  site.clock.set(site.clock.now().add({ seconds }))
}

test('a key becomes usable only once two slots of different kinds were each unlocked', async () => {
  const owner = await addKeyOwner(site)
  const known = () => keyOfPerson(site.test.database.kysely, owner.personId)
  const [passkey, second, code] = [await addPasskeySlot(owner), await addPasskeySlot(owner), await addCodeSlot(owner)]
  assert.equal(await known(), null)
  for (const slot of [passkey, second]) assert.equal((await proveSlot(owner, slot.body['slotId'])).body['usable'], false)
  assert.equal(await known(), null)
  assert.equal((await proveSlot(owner, code.body['slotId'])).body['usable'], true)
  assert.equal((await known())?.keyId, owner.keyId)
})

test('a slot is proven by the own key, a challenge given for this very slot, and once', async () => {
  const owner = await addKeyOwner(site)
  const [first, second] = [String((await addCodeSlot(owner)).body['slotId']), String((await addPasskeySlot(owner)).body['slotId'])]
  const path = (slotId: string) => `/api/v1/keys/mine/slots/${slotId}`
  const challengeFor = async (slotId: string) => String((await owner.browser.send('POST', `${path(slotId)}/challenge`)).body['challenge'])
  const prove = async (slotId: string, challenge: string, key = owner.secret) =>
    owner.browser.send('POST', `${path(slotId)}/proof`, {
      challenge,
      signature: await signSlotProof({ keyId: owner.keyId, slotId, challenge }, key),
    })
  const other = (await generatePersonalKey()).secret
  assert.equal((await prove(first, await challengeFor(first), other)).code, 'PROOF_REFUSED')
  assert.equal((await prove(second, await challengeFor(first))).code, 'PROOF_REFUSED')
  assert.equal((await prove(first, 'A'.repeat(43))).code, 'PROOF_REFUSED')
  const late = await challengeFor(first)
  later(301)
  assert.equal((await prove(first, late)).code, 'PROOF_REFUSED')
  const challenge = await challengeFor(first)
  assert.equal((await prove(first, challenge)).status, 200)
  assert.equal((await prove(first, challenge)).code, 'PROOF_REFUSED')
})

test('the slots of another person can be neither proven nor removed, and are told from none that does not exist', async () => {
  const [owner, stranger] = [await addEnrolledOwner(site), await addEnrolledOwner(site)]
  const path = `/api/v1/keys/mine/slots/${owner.codeSlot}`
  assert.equal((await stranger.browser.send('POST', `${path}/challenge`)).status, 404)
  const challenge = String((await owner.browser.send('POST', `${path}/challenge`)).body['challenge'])
  const signature = await signSlotProof({ keyId: owner.keyId, slotId: owner.codeSlot, challenge }, owner.secret)
  assert.equal((await stranger.browser.send('POST', `${path}/proof`, { challenge, signature })).status, 404)
  assert.equal((await stranger.browser.send('DELETE', path)).status, 404)
})

test('POST /api/v1/keys/mine/slots refuses a passkey of another origin, site or challenge, and one that did not ask who it is', async () => {
  const owner = await addKeyOwner(site)
  const old = await newPasskeyOptions(owner.browser)
  const lies: readonly Lie[] = [
    { origin: 'https://report.example.jp.evil.example' },
    { origin: 'http://report.example.jp' },
    { rpId: 'example.jp' },
    { rpId: 'evil.example' },
    { challenge: 'A'.repeat(43) },
    { type: 'webauthn.get' },
    { isVerified: false },
  ]
  for (const lie of lies)
    assert.equal((await addPasskeySlot(owner, softwarePasskey(testOrigin), lie)).code, 'PASSKEY_REFUSED', JSON.stringify(lie))
  const wrapped = await wrapInSlot(owner.secret, { kind: 'passkey', prf: new Uint8Array(32) })
  const replay = { kind: 'passkey', label: '', wrapped, created: softwarePasskey(testOrigin).create(old) }
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine/slots', replay)).status, 201)
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine/slots', replay)).code, 'PASSKEY_REFUSED')
})

test('POST /api/v1/keys/mine/slots refuses a challenge of another person, a passkey that is known, and what an extension gave', async () => {
  const [owner, stranger] = [await addKeyOwner(site), await addKeyOwner(site)]
  const wrapped = await wrapInSlot(owner.secret, { kind: 'passkey', prf: new Uint8Array(32) })
  const passkey = softwarePasskey(testOrigin)
  const order = async (options: { challenge: string }) => ({ kind: 'passkey', label: '', wrapped, created: passkey.create(options) })
  const foreign = await order(await newPasskeyOptions(stranger.browser))
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine/slots', foreign)).code, 'PASSKEY_REFUSED')
  const told = await order(await newPasskeyOptions(owner.browser))
  const leaking = { ...told, created: { ...told.created, clientExtensionResults: { prf: { results: { first: 'secret' } } } } }
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine/slots', leaking)).code, 'INPUT_INVALID')
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine/slots', told)).status, 201)
  const again = await order(await newPasskeyOptions(stranger.browser))
  assert.equal((await stranger.browser.send('POST', '/api/v1/keys/mine/slots', again)).code, 'SLOT_KNOWN')
})

test('slots of a key in use change only within five minutes of showing that the person is there, and never below two kinds', async () => {
  const owner = await addEnrolledOwner(site)
  const remove = (slotId: string) => owner.browser.send('DELETE', `/api/v1/keys/mine/slots/${slotId}`)
  assert.equal((await remove(owner.codeSlot)).code, 'SLOTS_TOO_FEW')
  assert.equal((await remove(owner.passkeySlot)).code, 'SLOTS_TOO_FEW')
  const unproven = String((await addPasskeySlot(owner)).body['slotId'])
  assert.equal((await remove(owner.passkeySlot)).code, 'SLOTS_TOO_FEW', 'a slot that was never unlocked does not count')
  await proveSlot(owner, unproven)
  later(301)
  assert.equal((await remove(owner.passkeySlot)).code, 'VERIFICATION_NEEDED')
  assert.equal((await addCodeSlot(owner)).code, 'VERIFICATION_NEEDED')
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine/passkey-challenge')).code, 'VERIFICATION_NEEDED')
  const { challenge } = (await owner.browser.send('POST', '/api/v1/session/verification/challenge', {})).body as { challenge: string }
  assert.equal(
    (await owner.browser.send('POST', '/api/v1/session/verification', { passkey: owner.passkey.use({ challenge }) })).status,
    204,
  )
  assert.equal((await remove(owner.passkeySlot)).status, 204)
})

test('a new printed code replaces the one before, once it was typed back', async () => {
  const owner = await addEnrolledOwner(site)
  const kinds = async () => {
    const { person } = (await owner.browser.send('GET', '/api/v1/keys/mine')).body as unknown as WrappedKeys
    return person.slots.filter(({ kind }) => kind === 'printed-code').map(({ id }) => id)
  }
  const added = String((await addCodeSlot(owner)).body['slotId'])
  assert.deepEqual((await kinds()).toSorted(), [owner.codeSlot, added].toSorted())
  await proveSlot(owner, added)
  assert.deepEqual(await kinds(), [added])
})

test('a key in use cannot be replaced, and one that was begun before is forgotten with its slots', async () => {
  const owner = await addEnrolledOwner(site)
  const { public: other } = await generatePersonalKey()
  assert.equal((await owner.browser.send('POST', '/api/v1/keys/mine', other)).code, 'KEY_IN_USE')
  const beginner = await addKeyOwner(site)
  await addCodeSlot(beginner)
  assert.equal((await beginner.browser.send('POST', '/api/v1/keys/mine', other)).status, 201)
  const { person } = (await beginner.browser.send('GET', '/api/v1/keys/mine')).body as unknown as WrappedKeys
  assert.deepEqual([person.recipient, person.usable, person.slots], [other.recipient, false, []])
})

test('keys are changed in a browser: a token cannot', async () => {
  const { token } = await addSubscriber(site.test.database.kysely, 'green')
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${site.server.url}/api/v1/keys/mine/passkey-challenge`, { method: 'POST', headers })
  assert.equal(((await response.json()) as { code: string }).code, 'SESSION_NEEDED')
})

test('unlockKeys() refuses a slot in which the server put another key, older or somebody else’s', async () => {
  const [owner, other] = [await addEnrolledOwner(site), await addEnrolledOwner(site)]
  const own = (await owner.browser.send('GET', '/api/v1/keys/mine')).body as unknown as WrappedKeys
  const code = { kind: 'printed-code', code: owner.code } as const
  assert.deepEqual((await unlockKeys(own, code)).person, owner.secret)
  // The blob opens with the very code, and holds another key.
  const older = await wrapInSlot(other.secret, code)
  const swapped = { ...own, person: { ...own.person, slots: own.person.slots.map((slot) => ({ ...slot, wrapped: older })) } }
  await assert.rejects(unlockKeys(swapped, code), { code: 'ENVELOPE_UNREADABLE' })
  await assert.rejects(unlockSlot({ wrapped: older }, code, owner.public), { code: 'ENVELOPE_UNREADABLE' })
  const foreign = (await other.browser.send('GET', '/api/v1/keys/mine')).body as unknown as WrappedKeys
  await assert.rejects(unlockKeys(foreign, code), { code: 'ENVELOPE_UNREADABLE' })
  await assert.rejects(unlockKeys(own, { kind: 'printed-code', code: generatePrintedCode() }), { code: 'ENVELOPE_UNREADABLE' })
})

test('DELETE /api/v1/sessions ends the sessions of the person in all browsers, and nobody else’s', async () => {
  const [owner, other] = [await addKeyOwner(site), await addKeyOwner(site)]
  const elsewhere = testBrowser(site, await beginSession(owner.personId, null, { database: site.test.database, clock: site.clock }))
  const { sessions } = (await owner.browser.send('GET', '/api/v1/sessions')).body as { sessions: readonly { current: boolean }[] }
  assert.deepEqual([sessions.length, sessions.filter(({ current }) => current).length], [2, 1])
  assert.equal((await owner.browser.send('DELETE', '/api/v1/sessions')).status, 204)
  later(5)
  assert.equal((await elsewhere.send('GET', '/api/v1/sessions')).status, 401)
  assert.equal((await other.browser.send('GET', '/api/v1/sessions')).status, 200)
})
