import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import test from 'node:test'
import { utf8, utf8Text } from '#base/bytes.ts'
import { parseJson } from '#base/parse-json.ts'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import type { Filing, KeyEnvelope } from './filing-schema.ts'
import { signedBytes, verifyFiling } from './filing-signature.ts'
import { generatePersonalKey } from './personal-key.ts'
import { sealFiling } from './seal-filing.ts'

const sample = await sampleFiling(1)
const filing = await sealFiling(sample.draft, sample.keys)
const publicKey = sample.signer.signing

test('signedBytes() are a line that names the format, then canonical JSON with the hash of the body in its place', async () => {
  const { signature: _, sealed, ...rest } = filing
  const { body, ...envelopes } = sealed
  const hash = createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex')
  const text = utf8Text(await signedBytes(filing))
  const [line, json, ...more] = text.split('\n')
  assert.equal(line, 'noroshi-filing-1')
  assert.deepEqual(JSON.parse(json ?? ''), { ...rest, sealed: { ...envelopes, body: hash } })
  assert.deepEqual(more, [])
})

test('signedBytes() do not depend on the order of keys, nor on the signature', async () => {
  const entries = Object.entries(filing).toReversed()
  const reordered = Object.fromEntries(entries) as Filing
  assert.deepEqual(await signedBytes(reordered), await signedBytes(filing))
  assert.deepEqual(await signedBytes({ ...filing, signature: 'x' } as Filing), await signedBytes(filing))
})

test('signedBytes() cover fields that this version does not know', async () => {
  const extended = { ...filing, sealed: { ...filing.sealed, recovery: filing.sealed.log } }
  assert.notDeepEqual(await signedBytes(extended), await signedBytes(filing))
  assert.equal(await verifyFiling(extended, publicKey), false)
})

test('signedBytes() verify with another implementation of Ed25519', async () => {
  const x = Buffer.from(publicKey, 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  assert.equal(verify(null, await signedBytes(filing), key, Buffer.from(filing.signature, 'base64')), true)
})

test('signedBytes() are the same with the hash of another platform', async () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
  assert.deepEqual(await signedBytes(filing, sha256), await signedBytes(filing))
})

test('signedBytes() refuse a body that has a second base64 text', async () => {
  for (const body of [`${filing.sealed.body}\n`, filing.sealed.body.replace(/=+$/, ''), 'A', 'A'.repeat(2 * 1024 * 1024 + 4)]) {
    const changed = { ...filing, sealed: { ...filing.sealed, body } }
    await assert.rejects(signedBytes(changed), (error) => error instanceof EnvelopeError && error.code === 'FILING_MALFORMED')
    assert.equal(await verifyFiling(changed, publicKey), false)
  }
})

test('verifyFiling() accepts the filing as it was signed, and only under the key of its signer', async () => {
  assert.equal(await verifyFiling(filing, publicKey), true)
  assert.equal(await verifyFiling(JSON.parse(JSON.stringify(filing)) as Filing, publicKey), true)
  assert.equal(await verifyFiling(filing, (await generatePersonalKey()).public.signing), false)
  for (const key of ['', 'AAAA', `${publicKey}\n`, new Uint8Array(32).toBase64()]) assert.equal(await verifyFiling(filing, key), false)
})

async function placesNotSigned(signed: Filing, step: number): Promise<number[]> {
  const bytes = utf8(JSON.stringify(signed))
  const accepted: number[] = []
  for (let at = 0; at < bytes.length; at += step) {
    const altered = bytes.map((byte, index) => (index === at ? byte ^ (1 << (at % 7)) : byte))
    let read: Filing
    try {
      read = parseJson(altered, { maxBytes: 100_000, maxDepth: 20, maxKeys: 1000 }) as unknown as Filing
    } catch {
      continue
    }
    if (await verifyFiling(read, publicKey)) accepted.push(at)
  }
  return accepted
}

test('verifyFiling() refuses a small filing with any one byte altered', async () => {
  // The signature is over the ciphertexts, whatever they hold: short ones make every byte affordable.
  const short = ({ keyId, envelope }: KeyEnvelope) => ({ keyId, envelope: envelope.slice(0, 40) })
  const { body, owner, authorities, log, recovery } = filing.sealed
  const attachments = [{ id: filing.reportId, bytes: 1234, digest: '0f'.repeat(32) }]
  const envelopes = { owner: short(owner), authorities: authorities.map(short), log: short(log), recovery: short(recovery) }
  const sealed = { body: body.slice(0, 40), ...envelopes, attachments }
  const signature = await sign(await signedBytes({ ...filing, sealed }), sample.keys.signer.signing)
  const small = { ...filing, sealed, signature }
  assert.equal(await verifyFiling(small, publicKey), true)
  assert.deepEqual(await placesNotSigned(small, 1), [])
})

test('verifyFiling() refuses a whole filing with a byte altered here or there', async () => {
  assert.deepEqual(await placesNotSigned(filing, 31), [])
})

test('verifyFiling() answers false for wrong shapes', async () => {
  const shapes: object[] = [
    {},
    { sealed: null },
    { ...filing, signature: undefined },
    { ...filing, sealed: [] },
    { ...filing, handling: '\ud800' },
  ]
  for (const shape of shapes) assert.equal(await verifyFiling(shape as Filing, publicKey), false)
})
