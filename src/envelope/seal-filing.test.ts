import assert from 'node:assert/strict'
import test from 'node:test'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { utf8 } from '#base/bytes.ts'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'
import type { Filing } from './filing-schema.ts'
import { sealFiling } from './seal-filing.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code
const sample = await sampleFiling(3)

/** Returns the ciphertexts of a filing, without the 40 bytes with which every hybrid age file begins. */
function ciphertexts({ sealed }: Filing): Uint8Array[] {
  const texts = [
    sealed.body,
    sealed.owner.envelope,
    ...sealed.authorities.map(({ envelope }) => envelope),
    sealed.log.envelope,
    sealed.recovery.envelope,
  ]
  return texts.map((text) => Uint8Array.fromBase64(text).subarray(40))
}

function stretches(bytes: Uint8Array): string[] {
  return Array.from({ length: bytes.length - 11 }, (_, at) => bytes.subarray(at, at + 12).toHex())
}

test('sealFiling() shares no stretch of 12 bytes between two seals of one draft, nor between two parts of one seal', async () => {
  const parts = [...ciphertexts(await sealFiling(sample.draft, sample.keys)), ...ciphertexts(await sealFiling(sample.draft, sample.keys))]
  assert.equal(parts.length, 14)
  const all = parts.flatMap(stretches)
  assert.equal(new Set(all).size, all.length)
})

test('sealFiling() lets nothing of the sealed part, the shares or the keys show in the filing', async () => {
  const draft = { ...sample.draft, sealed: { narrative: 'CANARY-7f3a', people: [{ name: 'CANARY-91bc' }] } }
  const filing = await sealFiling(draft, sample.keys)
  const decoded = ciphertexts(filing).map((bytes) => String.fromCharCode(...bytes))
  const everything = [JSON.stringify(filing), ...decoded].join()
  for (const secret of ['CANARY', 'AGE-SECRET-KEY', sample.signer.signing, sample.keys.signerKeyId, 'noroshi-share-1']) {
    assert.equal(everything.includes(secret), false, secret)
  }
})

test('sealFiling() shows of the size of the sealed part only its bucket, counted in bytes', async () => {
  const bodyOf = async (text: string) => (await sealFiling({ ...sample.draft, sealed: { text } }, sample.keys)).sealed.body.length
  const lengths = await Promise.all(['', 'あ'.repeat(1200), 'a'.repeat(3700), 'あ'.repeat(1400), 'a'.repeat(15_000)].map(bodyOf))
  assert.deepEqual(lengths, [7676, 7676, 7676, 24_060, 24_060])
})

test('sealFiling() makes envelopes of one size for every authority and the operator', async () => {
  const { sealed } = await sealFiling(sample.draft, sample.keys)
  const lengths = new Set([sealed.owner, ...sealed.authorities].map(({ envelope }) => envelope.length))
  assert.deepEqual([...lengths], [2400])
  assert.equal(sealed.log.envelope.length, 2392)
  assert.equal(sealed.recovery.envelope.length, 2648)
})

test('sealFiling() refuses classical recipients in every place', async () => {
  const classical = { keyId: crypto.randomUUID(), recipient: await identityToRecipient(await generateX25519Identity()) }
  const { owner, authorities, log } = sample.keys
  for (const keys of [{ owner: classical }, { authorities: [...authorities, classical] }, { log: classical }, { recovery: classical }]) {
    await assert.rejects(sealFiling(sample.draft, { ...sample.keys, owner, log, ...keys }), has('RECIPIENT_REFUSED'))
  }
})

test('sealFiling() refuses to give both halves, or the whole, to a key that is in use elsewhere', async () => {
  const { owner, authorities, log, recovery } = sample.keys
  for (const keys of [{ recovery: owner }, { recovery: log }, { owner: recovery }, { authorities: [...authorities, recovery] }]) {
    await assert.rejects(sealFiling(sample.draft, { ...sample.keys, ...keys }), has('RECIPIENT_REFUSED'))
  }
  for (const keys of [{ owner: log }, { authorities: [...authorities, log] }, { log: { ...log, recipient: owner.recipient } }]) {
    await assert.rejects(sealFiling(sample.draft, { ...sample.keys, ...keys }), has('RECIPIENT_REFUSED'))
  }
})

test('sealFiling() refuses to hand out a filing that the operator cannot open with its own key', async () => {
  const own = { ...sample.keys, ownerIdentity: sample.identities.owner }
  assert.equal((await sealFiling(sample.draft, own)).reportId, sample.draft.reportId)
  for (const keys of [
    { owner: { ...own.owner, recipient: sample.keys.authorities[0]?.recipient ?? '' } },
    { ownerIdentity: sample.identities.log },
  ])
    await assert.rejects(sealFiling(sample.draft, { ...own, ...keys }), has('SEAL_UNREADABLE'))
})

test('sealFiling() wants 1 to 16 authorities and a signing seed of 32 bytes', async () => {
  const [first] = sample.keys.authorities
  for (const count of [0, 17]) {
    const authorities = Array.from({ length: count }, () => first ?? sample.keys.owner)
    await assert.rejects(sealFiling(sample.draft, { ...sample.keys, authorities }), has('RECIPIENT_REFUSED'))
  }
  const signer = { ...sample.keys.signer, signing: utf8('short') }
  await assert.rejects(sealFiling(sample.draft, { ...sample.keys, signer }), has('SIGNING_KEY_REFUSED'))
})

test('sealFiling() refuses what no reader would accept: too much, too deep, half characters, the key __proto__', async () => {
  let deep: object = {}
  for (let level = 0; level < 70; level++) deep = { deep }
  const sealedParts: [object, EnvelopeErrorCode][] = [
    [{ text: 'a'.repeat(1024 * 1024) }, 'CONTENT_TOO_LARGE'],
    [{ deep }, 'FILING_MALFORMED'],
    [{ text: '\ud800' }, 'FILING_MALFORMED'],
    [{ number: Number.NaN }, 'FILING_MALFORMED'],
    [JSON.parse('{"__proto__":1}'), 'FILING_MALFORMED'],
  ]
  for (const [sealed, code] of sealedParts) {
    await assert.rejects(sealFiling({ ...sample.draft, sealed: { sealed: sealed as never } }, sample.keys), has(code))
  }
  await assert.rejects(sealFiling({ ...sample.draft, shareable: { text: '\udfff' } }, sample.keys), has('FILING_MALFORMED'))
  await assert.rejects(sealFiling({ ...sample.draft, reportId: 'report 1' }, sample.keys), has('FILING_MALFORMED'))
})
