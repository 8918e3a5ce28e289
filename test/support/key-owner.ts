import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { generatePersonalKey, type PersonalKey, type PublicKeys } from '#envelope/personal-key.ts'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import { signSlotProof } from '#envelope/slot-proof.ts'
import { lookupOfCode, wrapInSlot } from '#envelope/slot-secret.ts'
import { sessionCookie } from '#identity/credential.ts'
import { keyRoutes } from '#identity/key-routes.ts'
import { passkeyRoutes } from '#identity/passkey-routes.ts'
import { passkeySite } from '#identity/passkey.ts'
import { sessionRoutes } from '#identity/session-routes.ts'
import { beginSession } from '#identity/sign-in.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import { addSubscriber } from './sample-subscriber.ts'
import { softwarePasskey, type Lie, type SoftwarePasskey } from './software-passkey.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** The public origin of the site in tests of passkeys. */
export const testOrigin = 'https://report.example.jp'

/** A server with the routes of keys, passkeys and sessions, whose clock stands still. */
export type KeySite = { readonly server: TestServer; readonly test: TestDatabase; readonly clock: FixedClock; stop(): Promise<void> }

/** Starts it. */
export async function startKeySite(): Promise<KeySite> {
  const test = await createTestDatabase()
  const clock = fixedClock(Temporal.Now.instant().round('millisecond'))
  const parts = { database: test.database, clock, site: passkeySite(testOrigin), demo: false }
  const server = await startTestServer([...sessionRoutes(parts), ...passkeyRoutes(parts), ...keyRoutes(parts)], test.database, clock)
  return {
    server,
    test,
    clock,
    stop: async () => {
      await server.stop()
      await test.drop()
    },
  }
}

/** What a server answered. */
export type Answer = {
  readonly status: number
  readonly code: unknown
  readonly body: Record<string, unknown>
  readonly cookie: string | null
}

/** A browser with the session of one person, or of nobody. */
export type TestBrowser = {
  cookie: string | null
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>
}

/** Returns a browser; it keeps the cookies that it is given. */
export function testBrowser(site: KeySite, cookie: string | null = null): TestBrowser {
  const browser: TestBrowser = {
    cookie,
    send: async (method, path, body) => {
      const headers = {
        'noroshi-request': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(browser.cookie === null ? {} : { cookie: `${sessionCookie}=${browser.cookie}` }),
      }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const response = await fetch(site.server.url + path, init)
      const text = await response.text()
      const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
      const given = new RegExp(`^${sessionCookie}=([\\w-]*);`).exec(response.headers.get('set-cookie') ?? '')?.[1]
      if (given !== undefined) browser.cookie = given === '' ? null : given
      return { status: response.status, code: answer['code'], body: answer, cookie: given ?? null }
    },
  }
  return browser
}

/** Somebody who is signed in and has a key on its machine. */
export type KeyOwner = {
  readonly personId: string
  /** An API token, for the command line. */
  readonly token: string
  readonly browser: TestBrowser
  readonly secret: PersonalKey
  readonly public: PublicKeys
  readonly keyId: string
}

/** Adds a person, signs it in, and begins a key of its own. */
export async function addKeyOwner(site: KeySite): Promise<KeyOwner> {
  const { personId, token } = await addSubscriber(site.test.database.kysely, 'green')
  const browser = testBrowser(site, await beginSession(personId, null, { database: site.test.database, clock: site.clock }))
  const { secret, public: known } = await generatePersonalKey()
  const enrolled = await browser.send('POST', '/api/v1/keys/mine', known)
  assert.equal(enrolled.status, 201, JSON.stringify(enrolled.body))
  return { personId, token, browser, secret, public: known, keyId: String(enrolled.body['keyId']) }
}

/** Returns the options that a browser would hand to a new passkey. */
export async function newPasskeyOptions(browser: TestBrowser): Promise<{ challenge: string }> {
  const answer = await browser.send('POST', '/api/v1/keys/mine/passkey-challenge')
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as { challenge: string }
}

/** Sends a slot for a new passkey; `lie` is what the passkey says falsely. */
export async function addPasskeySlot(
  owner: KeyOwner,
  passkey: SoftwarePasskey = softwarePasskey(testOrigin),
  lie: Lie = {},
): Promise<Answer> {
  const created = passkey.create(await newPasskeyOptions(owner.browser), lie)
  const wrapped = await wrapInSlot(owner.secret, { kind: 'passkey', prf: randomBytes(32) })
  return owner.browser.send('POST', '/api/v1/keys/mine/slots', { kind: 'passkey', label: 'test', wrapped, created })
}

/** Sends a slot for a printed code. */
export async function addCodeSlot(owner: KeyOwner, code = generatePrintedCode()): Promise<Answer> {
  const wrapped = await wrapInSlot(owner.secret, { kind: 'printed-code', code })
  return owner.browser.send('POST', '/api/v1/keys/mine/slots', {
    kind: 'printed-code',
    label: '',
    wrapped,
    lookup: await lookupOfCode(code),
  })
}

/** Proves a slot with the owner's key. */
export async function proveSlot(owner: KeyOwner, slotId: unknown): Promise<Answer> {
  const path = `/api/v1/keys/mine/slots/${String(slotId)}`
  const challenge = String((await owner.browser.send('POST', `${path}/challenge`)).body['challenge'])
  const signature = await signSlotProof({ keyId: owner.keyId, slotId: String(slotId), challenge }, owner.secret)
  return owner.browser.send('POST', `${path}/proof`, { challenge, signature })
}

/** Somebody whose key is in use: a passkey and a printed code, each proven. */
export type EnrolledOwner = KeyOwner & {
  readonly passkey: SoftwarePasskey
  readonly code: string
  readonly passkeySlot: string
  readonly codeSlot: string
}

/** Adds a person and enrols it as the page does. */
export async function addEnrolledOwner(site: KeySite): Promise<EnrolledOwner> {
  const owner = await addKeyOwner(site)
  const passkey = softwarePasskey(testOrigin)
  const code = generatePrintedCode()
  const passkeySlot = String((await addPasskeySlot(owner, passkey)).body['slotId'])
  const codeSlot = String((await addCodeSlot(owner, code)).body['slotId'])
  await proveSlot(owner, passkeySlot)
  const proven = await proveSlot(owner, codeSlot)
  assert.equal(proven.body['usable'], true, JSON.stringify(proven.body))
  return { ...owner, passkey, code, passkeySlot, codeSlot }
}
