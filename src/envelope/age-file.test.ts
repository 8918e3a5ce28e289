import assert from 'node:assert/strict'
import test from 'node:test'
import { Encrypter } from 'age-encryption'
import { concatBytes, utf8 } from '#base/bytes.ts'
import cctv from '../../test/vectors/age.json' with { type: 'json' }
import { decryptWith, decryptWithPassphrase, encryptFor, encryptWithPassphrase, generateKeyPair, recipientOf } from './age-file.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code

// Valid age files that we refuse all the same, because they have more than one stanza.
const strangers = new Set(['hybrid_and_x25519', 'hybrid_grease'])

for (const vector of cctv.vectors) {
  const opens = vector.expect === 'success' && !strangers.has(vector.name)
  test(`age vector ${vector.name} ${opens ? 'opens' : 'is refused'}`, async () => {
    const file = Uint8Array.fromBase64(vector.file)
    const { identity, passphrase } = vector
    const opened = identity === undefined ? decryptWithPassphrase(passphrase ?? '', file) : decryptWith(identity, file)
    if (!opens) return await assert.rejects(opened, has('ENVELOPE_UNREADABLE'))
    const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(await opened))
    assert.equal(new Uint8Array(hash).toHex(), vector.payloadSha256)
  })
}

test('decryptWith() refuses a second stanza, so that nobody can make a reader try thousands', async () => {
  const { identity, recipient } = await generateKeyPair()
  const [mine, stranger] = [recipient, (await generateKeyPair()).recipient]
  for (const recipients of [[mine, mine], [mine, stranger], Array.from({ length: 20 }, () => stranger)]) {
    const encrypter = new Encrypter()
    for (const one of recipients) encrypter.addRecipient(one)
    await assert.rejects(decryptWith(identity, await encrypter.encrypt('text')), has('ENVELOPE_UNREADABLE'))
  }
})

test('decryptWith() refuses truncated, extended and foreign files', async () => {
  const { identity, recipient } = await generateKeyPair()
  const file = await encryptFor(recipient, new Uint8Array(70_000))
  const wrong = [0, 1, 21, 22, 40, 1500, 1626, 1627, 1642, 1643, 1659, 67_000, file.length - 1].map((length) => file.subarray(0, length))
  wrong.push(concatBytes(file, Uint8Array.of(0)), concatBytes(utf8('\n'), file), new Uint8Array(100_000), utf8('{"body":"plaintext"}'))
  for (const one of wrong) await assert.rejects(decryptWith(identity, one), has('ENVELOPE_UNREADABLE'), `${one.length} bytes`)
})

test('recipientOf() derives the recipient of an identity, and takes hybrid identities only', async () => {
  const { identity, recipient } = await generateKeyPair()
  assert.equal(await recipientOf(identity), recipient)
  const altered = identity.slice(0, -1) + (identity.endsWith('Q') ? 'P' : 'Q')
  for (const wrong of ['', altered, 'AGE-SECRET-KEY-1QQ']) await assert.rejects(recipientOf(wrong), has('ENVELOPE_UNREADABLE'))
})

test('encryptWithPassphrase() refuses an empty passphrase and absurd work factors', async () => {
  await assert.rejects(encryptWithPassphrase('', utf8('text'), { workFactor: 10 }), has('PASSPHRASE_REFUSED'))
  for (const workFactor of [0, 1, 9, 19, 64, -1, 10.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    await assert.rejects(encryptWithPassphrase('long enough', utf8('text'), { workFactor }), has('WORK_FACTOR_REFUSED'))
  }
})

test('decryptWithPassphrase() refuses absurd work factors without stretching anything', async () => {
  const file = String.fromCharCode(...(await encryptWithPassphrase('long enough', utf8('text'), { workFactor: 10 })))
  for (const workFactor of ['1', '9', '19', '20', '22', '30', '99', '010', '1e1', '+10', '100']) {
    const hostile = Uint8Array.from(file.replace(' 10\n', ` ${workFactor}\n`), (character) => character.charCodeAt(0))
    await assert.rejects(decryptWithPassphrase('long enough', hostile), has('ENVELOPE_UNREADABLE'))
  }
})
