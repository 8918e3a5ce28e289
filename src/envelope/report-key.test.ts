import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { concatBytes, randomBytes } from '#base/bytes.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'
import { generateTeamKey, unwrapWith, wrapFor } from './key-envelope.ts'
import { generateReportKey, joinShares, rewrapShare, splitReportKey } from './report-key.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code

test('joinShares() returns the key that splitReportKey() split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), async (reportId) => {
      const { key } = await generateReportKey(reportId)
      const { authority, log } = splitReportKey(key)
      assert.deepEqual(joinShares(authority, log), key)
    }),
    { numRuns: 20 },
  )
})

test('splitReportKey() splits anew each time, and neither half repeats a stretch of the key', async () => {
  const { key } = await generateReportKey(crypto.randomUUID())
  const halves = Array.from({ length: 20 }, () => splitReportKey(key)).flatMap(({ authority, log }) => [authority, log])
  const texts = halves.map((half) => String.fromCharCode(...half))
  assert.equal(new Set(texts.map((text) => text.slice(-77))).size, 40)
  for (let at = 0; at + 6 <= key.identity.length; at++) {
    const stretch = key.identity.slice(at, at + 6)
    assert.equal(
      texts.some((text) => text.includes(stretch)),
      false,
    )
  }
})

test('joinShares() refuses one half twice, exchanged halves, halves of two reports, and anything that is no share', async () => {
  const { authority, log } = splitReportKey((await generateReportKey(crypto.randomUUID())).key)
  const other = splitReportKey((await generateReportKey(crypto.randomUUID())).key)
  const wrong: [Uint8Array, Uint8Array][] = [
    [authority, authority],
    [log, log],
    [log, authority],
    [authority, other.log],
    [other.authority, log],
    [authority, new Uint8Array(0)],
    [new Uint8Array(0), log],
    [authority, log.subarray(0, -1)],
    [authority, concatBytes(log, Uint8Array.of(0))],
    [randomBytes(140), randomBytes(134)],
    [authority, new Uint8Array(1_000_000)],
  ]
  for (const [left, right] of wrong) assert.throws(() => joinShares(left, right), has('ENVELOPE_UNREADABLE'))
})

test('generateReportKey() refuses an id that is no lower-case UUID', async () => {
  for (const id of ['', 'x', crypto.randomUUID().toUpperCase(), `${crypto.randomUUID()}\n`]) {
    await assert.rejects(generateReportKey(id), has('FILING_MALFORMED'))
  }
})

test('rewrapShare() hands on the share that it was asked for, and no other', async () => {
  const [log, officer] = [await generateTeamKey(), await generateTeamKey()]
  const reportId = crypto.randomUUID()
  const shares = splitReportKey((await generateReportKey(reportId)).key)
  const envelope = await wrapFor(log.recipient, shares.log)
  const keys = { identity: log.identity, recipient: officer.recipient }
  assert.deepEqual(await unwrapWith(officer.identity, await rewrapShare(envelope, { half: 'log', reportId }, keys)), shares.log)
  await assert.rejects(rewrapShare(envelope, { half: 'authority', reportId }, keys), has('ENVELOPE_UNREADABLE'))
  await assert.rejects(rewrapShare(envelope, { half: 'log', reportId: crypto.randomUUID() }, keys), has('ENVELOPE_UNREADABLE'))
  const teamKey = await wrapFor(log.recipient, new TextEncoder().encode(officer.identity))
  await assert.rejects(rewrapShare(teamKey, { half: 'log', reportId }, keys), has('ENVELOPE_UNREADABLE'))
})
