import assert from 'node:assert/strict'
import test from 'node:test'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { randomBytes, utf8 } from '#base/bytes.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'
import { generateTeamKey, longestEnvelope, unwrapWith, wrapFor } from './key-envelope.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code

test('unwrapWith() returns what wrapFor() wrapped', async () => {
  const { identity, recipient } = await generateTeamKey()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 4096 }), async (bytes) => {
      const wrapped = await wrapFor(recipient, bytes)
      assert.equal(wrapped.length <= longestEnvelope, true)
      assert.deepEqual(await unwrapWith(identity, wrapped), new Uint8Array(bytes))
    }),
    { numRuns: 20 },
  )
})

test('unwrapWith() opens nothing for another key', async () => {
  const [mine, other] = [await generateTeamKey(), await generateTeamKey()]
  await assert.rejects(unwrapWith(other.identity, await wrapFor(mine.recipient, utf8('share'))), has('ENVELOPE_UNREADABLE'))
})

test('wrapFor() takes hybrid recipients only', async () => {
  const { recipient } = await generateTeamKey()
  const classical = await identityToRecipient(await generateX25519Identity())
  const altered = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q')
  const wrong = [classical, '', 'age1pq1', recipient.toUpperCase(), `${recipient}\n`, altered, `age1tagpq1${recipient.slice(7)}`, 'あ']
  for (const one of wrong) await assert.rejects(wrapFor(one, utf8('share')), has('RECIPIENT_REFUSED'), one.slice(0, 20))
  await assert.rejects(wrapFor(undefined as unknown as string, utf8('share')), has('RECIPIENT_REFUSED'))
})

test('wrapFor() refuses more than 4 KiB', async () => {
  const { recipient } = await generateTeamKey()
  await assert.rejects(wrapFor(recipient, new Uint8Array(4097)), has('CONTENT_TOO_LARGE'))
})

test('unwrapWith() refuses every text that is not canonical base64 of such an envelope', async () => {
  const { identity, recipient } = await generateTeamKey()
  const wrapped = await wrapFor(recipient, utf8('a share'))
  const wrong = [
    '',
    'AAAA',
    `${wrapped} `,
    `\n${wrapped}`,
    wrapped.slice(0, -4),
    wrapped.replaceAll('=', ''),
    wrapped + wrapped,
    'A'.repeat(1e6),
  ]
  for (const one of wrong) await assert.rejects(unwrapWith(identity, one), has('ENVELOPE_UNREADABLE'))
})

test('unwrapWith() answers every altered byte of an envelope with the same error', async () => {
  const { identity, recipient } = await generateTeamKey()
  const file = Uint8Array.fromBase64(await wrapFor(recipient, randomBytes(20)))
  const messages = new Set<string>()
  // The long argument of the stanza, 1,494 characters, is sampled; everything else is taken byte by byte.
  const places = [...file.keys()].filter((at) => at < 48 || at > 1526 || at % 11 === 0)
  for (const at of places) {
    const altered = file.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))
    await assert.rejects(unwrapWith(identity, altered.toBase64()), (error) => {
      messages.add(`${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? String(error.cause) : ''}`)
      return has('ENVELOPE_UNREADABLE')(error)
    })
  }
  assert.equal(messages.size, 1)
})

test('unwrapWith() takes no classical or malformed identity', async () => {
  const { identity, recipient } = await generateTeamKey()
  const wrapped = await wrapFor(recipient, utf8('a share'))
  const wrong = [await generateX25519Identity(), '', identity.toLowerCase(), identity.slice(0, -1), `${identity}Q`, 'AGE-SECRET-KEY-PQ-1']
  for (const one of wrong) await assert.rejects(unwrapWith(one, wrapped), has('ENVELOPE_UNREADABLE'))
})
