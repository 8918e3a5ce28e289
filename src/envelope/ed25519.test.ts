import assert from 'node:assert/strict'
import test from 'node:test'
import { ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import rfc8032 from '../../test/vectors/ed25519.json' with { type: 'json' }
import { generateSeed, isSignature, isSmallOrder, publicKeyOf, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'

for (const [index, vector] of rfc8032.vectors.entries()) {
  test(`sign() and isSignature() agree with RFC 8032 section 7.1, vector ${index + 1}`, async () => {
    const seed = Uint8Array.fromHex(vector.seed)
    const message = Uint8Array.fromHex(vector.message)
    const publicKey = await publicKeyOf(seed)
    const signature = await sign(message, seed)
    assert.equal(Uint8Array.fromBase64(publicKey).toHex(), vector.publicKey)
    assert.equal(Uint8Array.fromBase64(signature).toHex(), vector.signature)
    assert.equal(await isSignature(signature, message, publicKey), true)
  })
}

test('isSignature() accepts what sign() signed, and nothing else', async () => {
  const seed = generateSeed()
  const publicKey = await publicKeyOf(seed)
  const otherKey = await publicKeyOf(generateSeed())
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), fc.nat(63), fc.integer({ min: 1, max: 255 }), async (bytes, at, flip) => {
      const message = new Uint8Array(bytes)
      const signature = await sign(message, seed)
      const tampered = Uint8Array.fromBase64(signature).map((byte, index) => (index === at ? byte ^ flip : byte))
      assert.equal(await isSignature(signature, message, publicKey), true)
      assert.equal(await isSignature(signature, message, otherKey), false)
      assert.equal(await isSignature(signature, Uint8Array.of(...message, 0), publicKey), false)
      assert.equal(await isSignature(tampered.toBase64(), message, publicKey), false)
    }),
    { numRuns: 40 },
  )
})

test('isSignature() answers false for malformed keys and signatures', async () => {
  const seed = generateSeed()
  const message = new Uint8Array(3)
  const [signature, publicKey] = [await sign(message, seed), await publicKeyOf(seed)]
  for (const bad of [
    '',
    'AAAA',
    'x',
    signature.slice(0, -2),
    `${signature} `,
    new Uint8Array(63).toBase64(),
    new Uint8Array(65).toBase64(),
  ]) {
    assert.equal(await isSignature(bad, message, publicKey), false)
  }
  for (const bad of ['', 'AAAA', new Uint8Array(31).toBase64(), new Uint8Array(33).toBase64(), new Uint8Array(32).fill(255).toBase64()]) {
    assert.equal(await isSignature(signature, message, bad), false)
  }
})

test('isSignature() refuses every public key of small order, in every encoding', async () => {
  const y = (last: string, first: string) => `${first}${'f'.repeat(60)}${last}`
  const secondEncodings = [y('7f', 'ed'), y('ff', 'ed'), y('7f', 'ee'), y('ff', 'ee'), y('ff', 'ec'), `01${'0'.repeat(60)}80`]
  const forged = Uint8Array.from({ length: 64 }, (_, index) => (index === 0 ? 1 : 0)).toBase64()
  assert.equal(ED25519_TORSION_SUBGROUP.length, 8)
  for (const key of [...ED25519_TORSION_SUBGROUP, ...secondEncodings]) {
    assert.equal(isSmallOrder(Uint8Array.fromHex(key)), true, key)
    assert.equal(await isSignature(forged, new Uint8Array(9), Uint8Array.fromHex(key).toBase64()), false, key)
  }
  assert.equal(isSmallOrder(Uint8Array.fromBase64(await publicKeyOf(generateSeed()))), false)
})

test('sign() refuses a seed that is not 32 bytes long', async () => {
  for (const length of [0, 31, 33, 64]) {
    await assert.rejects(sign(new Uint8Array(1), new Uint8Array(length)), (error) => {
      return error instanceof EnvelopeError && error.code === 'SIGNING_KEY_REFUSED'
    })
  }
})
