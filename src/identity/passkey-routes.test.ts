import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generatePersonalKey, type PersonalKey, type PublicKeys } from '#envelope/personal-key.ts'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import { signSlotProof } from '#envelope/slot-proof.ts'
import { lookupOfCode } from '#envelope/slot-secret.ts'
import {
  addCodeSlot,
  addEnrolledOwner,
  addKeyOwner,
  addPasskeySlot,
  proveSlot,
  startKeySite,
  testBrowser,
  testOrigin,
  type Answer,
  type EnrolledOwner,
  type KeySite,
  type TestBrowser,
} from '../../test/support/key-owner.ts'
import { softwarePasskey, type Lie, type SoftwarePasskey } from '../../test/support/software-passkey.ts'
import { createAuthority } from './authenticate.ts'
import { sessionCookie } from './credential.ts'
import { unlockSlot } from './unlock-keys.ts'

let site: KeySite

before(async () => {
  site = await startKeySite()
})

after(() => site.stop())

function later(seconds: number): void {
  site.clock.set(site.clock.now().add({ seconds }))
}

async function askToSignIn(browser: TestBrowser): Promise<{ challenge: string }> {
  const { body } = await browser.send('POST', '/api/v1/session/passkey/challenge')
  return body as { challenge: string }
}

async function signIn(passkey: SoftwarePasskey, lie: Lie = {}): Promise<Answer & { browser: TestBrowser }> {
  const browser = testBrowser(site)
  return { ...(await browser.send('POST', '/api/v1/session/passkey', passkey.use(await askToSignIn(browser), lie))), browser }
}

async function whoIs(browser: TestBrowser): Promise<unknown> {
  const { body } = await browser.send('GET', '/api/v1/session')
  return (body['person'] as { id: string } | undefined)?.id ?? null
}

test('a passkey signs its person in, and a replayed answer does not', async () => {
  const owner = await addEnrolledOwner(site)
  const browser = testBrowser(site)
  const answer = owner.passkey.use(await askToSignIn(browser))
  assert.equal((await browser.send('POST', '/api/v1/session/passkey', answer)).status, 204)
  assert.equal(await whoIs(browser), owner.personId)
  const thief = testBrowser(site)
  assert.equal((await thief.send('POST', '/api/v1/session/passkey', answer)).code, 'PASSKEY_REFUSED')
  assert.equal(await whoIs(thief), null)
})

test('sign-in refuses another origin, site, type, an old challenge, a person who was not verified, and a counter that did not grow', async () => {
  const { passkey } = await addEnrolledOwner(site)
  const lies: readonly Lie[] = [
    { origin: 'https://evil.example' },
    { origin: 'https://report.example.jp:8443' },
    { rpId: 'example.jp' },
    { type: 'webauthn.create' },
    { challenge: 'A'.repeat(43) },
    { isVerified: false },
    { counter: 1 },
    { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' },
  ]
  for (const lie of lies) assert.equal((await signIn(passkey, lie)).code, 'PASSKEY_REFUSED', JSON.stringify(lie))
  const browser = testBrowser(site)
  const options = await askToSignIn(browser)
  later(301)
  assert.equal((await browser.send('POST', '/api/v1/session/passkey', passkey.use(options))).code, 'PASSKEY_REFUSED')
  assert.equal((await signIn(passkey)).status, 204)
})

test('sign-in answers alike for an unknown passkey, a signature by another key, and the passkey of a removed person', async () => {
  const [owner, removed] = [await addEnrolledOwner(site), await addEnrolledOwner(site)]
  await site.test.database.pool.query('update person set active = false where id = $1', [removed.personId])
  const browser = testBrowser(site)
  const forged = {
    ...softwarePasskey(testOrigin).use(await askToSignIn(browser)),
    id: owner.passkey.credentialId,
    rawId: owner.passkey.credentialId,
  }
  const answers = [
    await signIn(softwarePasskey(testOrigin)),
    await browser.send('POST', '/api/v1/session/passkey', forged),
    await signIn(removed.passkey),
  ]
  const shown = answers.map(({ status, body: { requestId: _, ...said } }) => ({ status, said }))
  assert.deepEqual(
    shown,
    Array.from({ length: 3 }, () => shown[0]),
  )
  assert.equal(shown[0]?.status, 403)
})

test('of two answers with one counter, sent at once, one is taken', async () => {
  const { passkey } = await addEnrolledOwner(site)
  const counter = 1000
  const answers = await Promise.all([signIn(passkey, { counter }), signIn(passkey, { counter })])
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['204', '403'])
})

test('a removed slot takes its passkey along: it signs nobody in', async () => {
  const owner = await addEnrolledOwner(site)
  const second = softwarePasskey(testOrigin)
  await proveSlot(owner, (await addPasskeySlot(owner, second)).body['slotId'])
  assert.equal((await owner.browser.send('DELETE', `/api/v1/keys/mine/slots/${owner.passkeySlot}`)).status, 204)
  assert.equal((await signIn(owner.passkey)).code, 'PASSKEY_REFUSED')
  assert.equal((await signIn(second)).status, 204)
})

type CodeAnswer = { readonly id: string; readonly wrapped: string; readonly keyId: string; readonly challenge: string } & PublicKeys

async function askWithCode(browser: TestBrowser, code: string): Promise<Answer> {
  return browser.send('POST', '/api/v1/session/code/challenge', { lookup: await lookupOfCode(code) })
}

async function signInWithCode(code: string, key?: PersonalKey): Promise<Answer & { browser: TestBrowser }> {
  const browser = testBrowser(site)
  const asked = (await askWithCode(browser, code)).body as unknown as CodeAnswer
  const secret = key ?? (await unlockSlot(asked, { kind: 'printed-code', code }, asked))
  const signature = await signSlotProof({ keyId: asked.keyId, slotId: asked.id, challenge: asked.challenge }, secret)
  return { ...(await browser.send('POST', '/api/v1/session/code', { slotId: asked.id, challenge: asked.challenge, signature })), browser }
}

test('drill "lost passkey": the printed code signs in, a new passkey takes the place of the lost one, and that one signs nobody in', async () => {
  const owner = await addEnrolledOwner(site)
  const { status, browser } = await signInWithCode(owner.code)
  assert.deepEqual([status, await whoIs(browser)], [204, owner.personId])
  const again: EnrolledOwner = { ...owner, browser }
  assert.equal((await browser.send('DELETE', `/api/v1/keys/mine/slots/${owner.passkeySlot}`)).code, 'SLOTS_TOO_FEW', 'first the new one')
  const fresh = softwarePasskey(testOrigin)
  assert.equal((await proveSlot(again, (await addPasskeySlot(again, fresh)).body['slotId'])).status, 200)
  assert.equal((await browser.send('DELETE', `/api/v1/keys/mine/slots/${owner.passkeySlot}`)).status, 204)
  assert.equal((await browser.send('DELETE', '/api/v1/sessions')).status, 204)
  assert.equal((await signIn(owner.passkey)).code, 'PASSKEY_REFUSED')
  assert.equal((await signIn(fresh)).status, 204)
})

test('drill "lost printed code": the passkey signs in, and a new code takes the place of the lost one', async () => {
  const owner = await addEnrolledOwner(site)
  const { browser } = await signIn(owner.passkey)
  const again: EnrolledOwner = { ...owner, browser }
  const code = generatePrintedCode()
  assert.equal((await proveSlot(again, (await addCodeSlot(again, code)).body['slotId'])).status, 200)
  assert.equal((await askWithCode(testBrowser(site), owner.code)).code, 'CODE_REFUSED')
  assert.equal((await signInWithCode(code)).status, 204)
})

test('sign-in with a printed code refuses an unknown code, one that was never typed back, another key, a replay, and a removed person', async () => {
  const [owner, removed] = [await addEnrolledOwner(site), await addEnrolledOwner(site)]
  assert.equal((await askWithCode(testBrowser(site), generatePrintedCode())).code, 'CODE_REFUSED')
  const unproven = generatePrintedCode()
  await addCodeSlot(owner, unproven)
  assert.equal((await askWithCode(testBrowser(site), unproven)).code, 'CODE_REFUSED')
  assert.equal((await signInWithCode(owner.code, (await generatePersonalKey()).secret)).code, 'CODE_REFUSED')
  const asked = (await askWithCode(testBrowser(site), owner.code)).body as unknown as CodeAnswer
  const proof = { slotId: asked.id, challenge: asked.challenge }
  const signature = await signSlotProof({ keyId: asked.keyId, ...proof }, owner.secret)
  const send = () => testBrowser(site).send('POST', '/api/v1/session/code', { ...proof, signature })
  assert.deepEqual([(await send()).status, (await send()).code], [204, 'CODE_REFUSED'])
  await site.test.database.pool.query('update person set active = false where id = $1', [removed.personId])
  assert.equal((await askWithCode(testBrowser(site), removed.code)).code, 'CODE_REFUSED')
})

test('acts that take it are refused five minutes after sign-in, until the person has shown that it is there; the cookie changes', async () => {
  const [owner, other] = [await addEnrolledOwner(site), await addEnrolledOwner(site)]
  const { browser } = owner
  const authority = createAuthority({ database: site.test.database, clock: site.clock })
  const mayOpen = async () => {
    const { actor } = await authority.authenticate({ cookie: `${sessionCookie}=${browser.cookie ?? ''}` })
    return actor.kind === 'person' ? authority.mayTry({ ...actor, roles: ['officer'] }, 'opening.create') : 'nobody'
  }
  assert.equal(await mayOpen(), 'yes')
  later(301)
  assert.equal(await mayOpen(), 'verify')
  const ask = async () => (await browser.send('POST', '/api/v1/session/verification/challenge', {})).body as { challenge: string }
  const verify = (passkey: unknown) => browser.send('POST', '/api/v1/session/verification', { passkey })
  assert.equal((await verify(other.passkey.use(await ask()))).code, 'PASSKEY_REFUSED', 'a passkey of somebody else')
  assert.equal((await verify(owner.passkey.use(await askToSignIn(browser)))).code, 'PASSKEY_REFUSED', 'a challenge of sign-in')
  assert.equal((await verify(owner.passkey.use(await ask(), { isVerified: false }))).code, 'PASSKEY_REFUSED')
  assert.equal(await mayOpen(), 'verify')
  const [before, answer] = [browser.cookie, owner.passkey.use(await ask())]
  assert.equal((await verify(answer)).status, 204)
  assert.equal(await mayOpen(), 'yes')
  assert.notEqual(browser.cookie, before)
  later(5)
  assert.equal(await whoIs(testBrowser(site, before)), null, 'the cookie of before')
  assert.equal((await verify(answer)).code, 'PASSKEY_REFUSED', 'a replay')
})

test('the key, unlocked from a slot of its own, shows that the person is there as well', async () => {
  const [owner, other] = [await addEnrolledOwner(site), await addEnrolledOwner(site)]
  const path = '/api/v1/session/verification'
  const verify = async (slotId: string, key: PersonalKey, challenge: string) => {
    const signature = await signSlotProof({ keyId: owner.keyId, slotId, challenge }, key)
    return owner.browser.send('POST', path, { key: { slotId, challenge, signature } })
  }
  const ask = async (slotId: string) => (await owner.browser.send('POST', `${path}/challenge`, { slotId })).body['challenge'] as string
  assert.equal((await owner.browser.send('POST', `${path}/challenge`, { slotId: other.codeSlot })).status, 404)
  assert.equal((await verify(owner.codeSlot, other.secret, await ask(owner.codeSlot))).code, 'PROOF_REFUSED')
  assert.equal(
    (await verify(owner.passkeySlot, owner.secret, await ask(owner.passkeySlot))).code,
    'PROOF_REFUSED',
    'a passkey signs by itself',
  )
  assert.equal((await verify(owner.codeSlot, owner.secret, await ask(owner.codeSlot))).status, 204)
  const beginner = await addKeyOwner(site)
  const slot = String((await addCodeSlot(beginner)).body['slotId'])
  const asked = (await beginner.browser.send('POST', `${path}/challenge`, { slotId: slot })).body['challenge'] as string
  const signature = await signSlotProof({ keyId: beginner.keyId, slotId: slot, challenge: asked }, beginner.secret)
  assert.equal((await beginner.browser.send('POST', path, { key: { slotId: slot, challenge: asked, signature } })).code, 'PROOF_REFUSED')
})
