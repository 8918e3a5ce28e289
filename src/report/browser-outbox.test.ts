import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8, utf8Text } from '#base/bytes.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import { generatePersonalKey } from '#envelope/personal-key.ts'
import { ApiError } from '#ui/api-error.ts'
import { createBrowserOutbox, memoryStorage } from './browser-outbox.ts'
import type { FiledReport } from './report.ts'
import { secondsToNextTry, sendSealed } from './send-sealed.ts'

const at = Temporal.Instant.from('2026-11-22T00:00:00Z')
const filing = utf8('{"handling":{"inc.kind":"ddos"}}')
const filed: FiledReport = {
  reportId: 'one',
  incidentId: 'incident',
  stage: 'initial',
  revision: 1,
  filedAt: '2026-11-22T00:00:01Z',
  digest: 'ab',
}

async function ownIdentity(): Promise<string> {
  return (await generatePersonalKey()).secret.encryption
}

test('the outbox stores ciphertext alone and gives the very bytes back to their owner', async () => {
  const storage = memoryStorage()
  const identity = await ownIdentity()
  await createBrowserOutbox(storage).keep({ reportId: 'one', personId: 'filer', bytes: filing }, { identity, at })
  const [kept] = await storage.list()
  assert.ok(kept !== undefined)
  assert.ok(!Buffer.from(kept.ciphertext).toString('latin1').includes('ddos'))
  const afterRestart = createBrowserOutbox(storage)
  assert.equal(afterRestart.bytesAtHand('one'), null)
  assert.equal(utf8Text(await afterRestart.open(kept, identity)), utf8Text(filing))
  assert.deepEqual(afterRestart.bytesAtHand('one'), filing)
  await assert.rejects(async () => createBrowserOutbox(storage).open(kept, await ownIdentity()), EnvelopeError)
})

test('keep() holds a report on the page where the device cannot keep it', async () => {
  const full = { ...memoryStorage(), put: () => Promise.reject(new Error('the disk is full')) }
  const outbox = createBrowserOutbox(full)
  assert.equal(await outbox.keep({ reportId: 'one', personId: 'filer', bytes: filing }, { identity: await ownIdentity(), at }), false)
  assert.deepEqual(outbox.bytesAtHand('one'), filing)
})

test('waiting() lists the oldest first, and forget() takes one out', async () => {
  const outbox = createBrowserOutbox(memoryStorage())
  const identity = await ownIdentity()
  await outbox.keep({ reportId: 'later', personId: 'filer', bytes: filing }, { identity, at: at.add({ hours: 1 }) })
  await outbox.keep({ reportId: 'earlier', personId: 'filer', bytes: filing }, { identity, at })
  assert.deepEqual(
    (await outbox.waiting()).map(({ reportId }) => reportId),
    ['earlier', 'later'],
  )
  await outbox.forget('earlier')
  assert.deepEqual(
    (await outbox.waiting()).map(({ reportId }) => reportId),
    ['later'],
  )
  assert.equal(outbox.bytesAtHand('earlier'), null)
})

test('sendSealed() sends the same bytes under the same key at each try and forgets what was acknowledged', async () => {
  const outbox = createBrowserOutbox(memoryStorage())
  await outbox.keep({ reportId: 'one', personId: 'filer', bytes: filing }, { identity: await ownIdentity(), at })
  const sent: string[] = []
  const send = async (bytes: Uint8Array, key: string): Promise<FiledReport> => {
    sent.push(`${key} ${utf8Text(bytes)}`)
    if (sent.length === 1) throw new ApiError('NETWORK_UNREACHABLE', 'away', { status: 0 })
    if (sent.length === 2) throw new ApiError('DATABASE_AWAY', 'busy', { status: 503, retryAfterSeconds: 2 })
    return filed
  }
  const report = { reportId: 'one', bytes: filing }
  assert.equal((await sendSealed(report, { outbox, send })).state, 'waiting')
  assert.equal((await sendSealed(report, { outbox, send })).state, 'waiting')
  assert.equal((await outbox.waiting()).length, 1)
  assert.deepEqual(await sendSealed(report, { outbox, send }), { state: 'filed', report: filed })
  assert.equal(new Set(sent).size, 1)
  assert.deepEqual(await outbox.waiting(), [])
})

test('sendSealed() tells what will never be taken from what may be taken later', async () => {
  const outbox = { forget: () => Promise.reject(new Error('must not be forgotten')) }
  const stateFor = async (status: number) => {
    const send = () => Promise.reject(new ApiError('CODE', 'message', { status }))
    return (await sendSealed({ reportId: 'one', bytes: filing }, { outbox, send })).state
  }
  for (const status of [0, 401, 429, 500, 502, 503, 504]) assert.equal(await stateFor(status), 'waiting', String(status))
  for (const status of [400, 403, 404, 409, 413, 422]) assert.equal(await stateFor(status), 'refused', String(status))
})

test('secondsToNextTry() keeps to what the server asks, doubles otherwise, and waits for a person who signed out', () => {
  const offline = new ApiError('NETWORK_UNREACHABLE', 'away', { status: 0 })
  assert.deepEqual(
    [1, 2, 3, 4, 5, 9].map((attempts) => secondsToNextTry(offline, attempts)),
    [2, 4, 8, 16, 30, 30],
  )
  assert.equal(secondsToNextTry(new ApiError('BUSY', 'busy', { status: 503, retryAfterSeconds: 7 }), 1), 7)
  assert.equal(secondsToNextTry(new ApiError('SIGN_IN_NEEDED', 'who', { status: 401 }), 1), null)
})
