import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '#base/canonical-json.ts'
import { encryptFor, decryptWith, generateKeyPair, type AgeKeyPair } from './age-file.ts'
import { generateSeed, publicKeyOf } from './ed25519.ts'
import type { PersonalKey } from './personal-key.ts'
import { openRecord, sealRecord } from './sealed-record.ts'

let own: AgeKeyPair
let other: AgeKeyPair
let signer: PersonalKey
const decision = { kind: 'decision', id: '5b9f1b1e-3f4a-4c55-9d52-0a7d0f6f2c11' }

before(async () => {
  own = await generateKeyPair()
  other = await generateKeyPair()
  signer = { encryption: other.identity, signing: generateSeed() }
})

const seal = (content: JsonObject, recipient = own.recipient) =>
  sealRecord({ ...decision, content }, { recipient, signer, signerKeyId: 'key-1' })

const refused = (code: string) => ({ name: 'EnvelopeError', code })

test('openRecord() returns what sealRecord() sealed, and who signed it', async () => {
  const plain = fc.dictionary(fc.stringMatching(/^[a-z.]{1,12}$/), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()))
  await fc.assert(
    fc.asyncProperty(plain, async (facts) => {
      const opened = await openRecord(await seal({ facts }), decision, [other.identity, own.identity])
      assert.deepEqual(opened.content, JSON.parse(JSON.stringify({ facts })))
      assert.deepEqual(opened.signer, { keyId: 'key-1', publicKey: await publicKeyOf(signer.signing) })
    }),
    { numRuns: 15 },
  )
})

test('sealRecord() refuses what no reader would take', async () => {
  await assert.rejects(seal(JSON.parse('{"__proto__": 1}') as JsonObject), refused('FILING_MALFORMED'))
  await assert.rejects(seal({ text: '\ud800' }), refused('FILING_MALFORMED'))
  await assert.rejects(seal({ text: 'a'.repeat(1024 * 1024) }), refused('CONTENT_TOO_LARGE'))
})

test('a sealed record shows neither its content nor its signer, and one of a few sizes', async () => {
  const small = await seal({ note: 'canary' })
  const larger = await seal({ note: 'canary'.repeat(400) })
  assert.equal(small.length, larger.length)
  assert.ok(!Buffer.from(small).includes('canary') && !Buffer.from(small).includes('key-1'))
})

test('openRecord() opens for no other organisation', async () => {
  await assert.rejects(openRecord(await seal({}), decision, [other.identity]), refused('ENVELOPE_UNREADABLE'))
  await assert.rejects(openRecord(await seal({}), decision, []), refused('ENVELOPE_UNREADABLE'))
})

test('openRecord() refuses a record under another id, of another kind, or passed on under another key', async () => {
  const file = await seal({ facts: {} })
  await assert.rejects(openRecord(file, { ...decision, id: 'another' }, [own.identity]), refused('RECORD_ALTERED'))
  await assert.rejects(openRecord(file, { ...decision, kind: 'draft' }, [own.identity]), refused('RECORD_ALTERED'))
  const passedOn = await encryptFor(other.recipient, await decryptWith(own.identity, file))
  await assert.rejects(openRecord(passedOn, decision, [other.identity]), refused('RECORD_ALTERED'))
})

test('openRecord() refuses every altered byte', async () => {
  const file = await seal({ facts: {} })
  for (const at of [10, 1000, file.length - 100, file.length - 1]) {
    const altered = file.with(at, (file[at] ?? 0) ^ 1)
    await assert.rejects(openRecord(altered, decision, [own.identity]), refused('ENVELOPE_UNREADABLE'))
  }
})
