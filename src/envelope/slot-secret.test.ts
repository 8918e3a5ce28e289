import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generatePersonalKey } from './personal-key.ts'
import { generatePrintedCode } from './printed-code.ts'
import { lookupOfCode, unwrapFromSlot, wrapInSlot, type SlotSecret } from './slot-secret.ts'

const unreadable = { name: 'EnvelopeError', code: 'ENVELOPE_UNREADABLE' }
const { secret: key } = await generatePersonalKey()
const prf = new Uint8Array(32).fill(9)
const code = generatePrintedCode()
const secrets: readonly SlotSecret[] = [
  { kind: 'passkey', prf },
  { kind: 'printed-code', code },
  { kind: 'passphrase', words: 'open sesame' },
]

test('unwrapFromSlot() inverts wrapInSlot() for every kind of slot, and no slot opens by the secret of another', async () => {
  const slots = await Promise.all(secrets.map(async (secret) => ({ secret, wrapped: await wrapInSlot(key, secret) })))
  for (const { secret, wrapped } of slots) {
    assert.deepEqual(await unwrapFromSlot(wrapped, secret), key)
    for (const other of secrets) if (other !== secret) await assert.rejects(unwrapFromSlot(wrapped, other), unreadable)
  }
})

test('unwrapFromSlot() takes a printed code as people type it, and refuses another code', async () => {
  const wrapped = await wrapInSlot(key, { kind: 'printed-code', code })
  assert.deepEqual(await unwrapFromSlot(wrapped, { kind: 'printed-code', code: code.toLowerCase().replaceAll('-', ' ') }), key)
  await assert.rejects(unwrapFromSlot(wrapped, { kind: 'printed-code', code: generatePrintedCode() }), unreadable)
  await assert.rejects(unwrapFromSlot(wrapped, { kind: 'printed-code', code: code.slice(5) }), { code: 'CODE_LENGTH' })
})

test('unwrapFromSlot() keeps the kinds apart: what a passkey gives is no passphrase and no code', async () => {
  const wrapped = await wrapInSlot(key, { kind: 'passkey', prf })
  await assert.rejects(unwrapFromSlot(wrapped, { kind: 'passphrase', words: prf.toBase64() }), unreadable)
  await assert.rejects(unwrapFromSlot(wrapped, { kind: 'passkey', prf: new Uint8Array(32).fill(8) }), unreadable)
})

test('wrapInSlot() refuses an answer of a passkey that is empty or short', async () => {
  for (const length of [0, 16, 64])
    await assert.rejects(wrapInSlot(key, { kind: 'passkey', prf: new Uint8Array(length) }), { code: 'PASSPHRASE_REFUSED' })
})

test('lookupOfCode() is the same however a code is typed, differs between codes, and is no part of what unlocks', async () => {
  const lookup = await lookupOfCode(code)
  assert.match(lookup, /^[0-9a-f]{32}$/)
  assert.equal(await lookupOfCode(code.toLowerCase().replaceAll('-', '')), lookup)
  assert.notEqual(await lookupOfCode(generatePrintedCode()), lookup)
  const wrapped = await wrapInSlot(key, { kind: 'printed-code', code })
  await assert.rejects(unwrapFromSlot(wrapped, { kind: 'passphrase', words: lookup }), unreadable)
})
