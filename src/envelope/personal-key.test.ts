import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#base/bytes.ts'
import { encryptWithPassphrase } from './age-file.ts'
import { isSignature, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import { unwrapWith, wrapFor } from './key-envelope.ts'
import { generatePersonalKey, unwrapWithPassphrase, wrapForPassphrase } from './personal-key.ts'

const quick = { workFactor: 10 }
const isUnreadable = (error: unknown) => error instanceof EnvelopeError && error.code === 'ENVELOPE_UNREADABLE'

test('generatePersonalKey() returns secrets and the public keys that belong to them', async () => {
  const key = await generatePersonalKey()
  const message = utf8('message')
  assert.equal(await isSignature(await sign(message, key.secret.signing), message, key.public.signing), true)
  assert.deepEqual(await unwrapWith(key.secret.encryption, await wrapFor(key.public.recipient, message)), message)
})

test('unwrapWithPassphrase() returns the key that wrapForPassphrase() wrapped', async () => {
  const { secret } = await generatePersonalKey()
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (passphrase) => {
      assert.deepEqual(await unwrapWithPassphrase(await wrapForPassphrase(secret, passphrase, quick), passphrase), secret)
    }),
    { numRuns: 15 },
  )
})

test('unwrapWithPassphrase() takes composed and decomposed kana for the same passphrase', async () => {
  const { secret } = await generatePersonalKey()
  const wrapped = await wrapForPassphrase(secret, 'がぎぐげご-のろし'.normalize('NFD'), quick)
  assert.deepEqual(await unwrapWithPassphrase(wrapped, 'がぎぐげご-のろし'.normalize('NFC')), secret)
})

test('unwrapWithPassphrase() refuses another passphrase, altered bytes, foreign contents and huge texts, all alike', async () => {
  const { secret } = await generatePersonalKey()
  const wrapped = await wrapForPassphrase(secret, 'right', quick)
  const foreign = async (content: string) => (await encryptWithPassphrase('right', utf8(content), quick)).toBase64()
  const bytes = Uint8Array.fromBase64(wrapped)
  const wrong = [
    '',
    'AAAA',
    `${wrapped}\n`,
    'A'.repeat(4_000_000),
    await foreign(''),
    await foreign(`noroshi-personal-key-1\n${secret.encryption}\n${secret.signing.toBase64()}`),
    await foreign(`noroshi-personal-key-1\n${secret.encryption}\n${'A'.repeat(42)}B=\n`),
    await foreign(`noroshi-personal-key-2\n${secret.encryption}\n${secret.signing.toBase64()}\n`),
  ]
  for (let at = 0; at < bytes.length; at += 11) {
    wrong.push(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)).toBase64())
  }
  for (const one of wrong) await assert.rejects(unwrapWithPassphrase(one, 'right'), isUnreadable)
  for (const passphrase of ['', 'Right', 'right ']) await assert.rejects(unwrapWithPassphrase(wrapped, passphrase), isUnreadable)
})
