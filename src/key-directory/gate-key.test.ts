import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isGateSignature, openGateSigner } from './gate-key.ts'

const seeds = { ed25519: new Uint8Array(32).fill(7), mlDsa44: new Uint8Array(32).fill(9) }
const keyId = '7d4a1f0c-52b7-4a6e-9c11-0b4f0f6f9a11'
const text = 'noroshi-warning-1\n{}\n'

test('isGateSignature() takes what the gate signed, and needs both signatures', async () => {
  const signer = await openGateSigner(keyId, seeds)
  const signature = await signer.sign(text)
  assert.equal(await isGateSignature(signature, text, signer.key), true)
  const other = await openGateSigner(keyId, { ...seeds, mlDsa44: new Uint8Array(32).fill(8) })
  assert.equal(await isGateSignature(signature, text, { ...signer.key, mlDsa44: other.key.mlDsa44 }), false)
  const otherClassical = await openGateSigner(keyId, { ...seeds, ed25519: new Uint8Array(32).fill(8) })
  assert.equal(await isGateSignature(signature, text, { ...signer.key, ed25519: otherClassical.key.ed25519 }), false)
})

test('isGateSignature() refuses another text, another key id and whatever is malformed', async () => {
  const signer = await openGateSigner(keyId, seeds)
  const signature = await signer.sign(text)
  assert.equal(await isGateSignature(signature, `${text} `, signer.key), false)
  assert.equal(await isGateSignature({ ...signature, keyId: crypto.randomUUID() }, text, signer.key), false)
  for (const mlDsa44 of ['', '=', signature.mlDsa44.slice(4), `${signature.mlDsa44}AAAA`])
    assert.equal(await isGateSignature({ ...signature, mlDsa44 }, text, signer.key), false)
  for (const ed25519 of ['', signature.ed25519.slice(4), signature.ed25519.replace(/.==$/, 'B==')])
    assert.equal(await isGateSignature({ ...signature, ed25519 }, text, signer.key), false)
  assert.equal(await isGateSignature(signature, text, { ...signer.key, mlDsa44: '' }), false)
})
