import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import { signOpeningRequest, verifyOpeningRequest, type OpeningRequest } from './opening-request.ts'
import { generatePersonalKey } from './personal-key.ts'

const officer = await generatePersonalKey()
const wish = { reportId: crypto.randomUUID(), purpose: '初動対応', requestedAt: '2026-11-22T01:41:00Z' }

test('verifyOpeningRequest() accepts what the officer signed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (purpose) => {
      const request = await signOpeningRequest({ ...wish, purpose }, officer.secret)
      assert.equal(await verifyOpeningRequest(JSON.parse(JSON.stringify(request)) as OpeningRequest, officer.public), true)
    }),
    { numRuns: 20 },
  )
})

test('signOpeningRequest() draws a fresh nonce of 16 bytes each time', async () => {
  const requests = await Promise.all(Array.from({ length: 10 }, () => signOpeningRequest(wish, officer.secret)))
  assert.equal(new Set(requests.map(({ nonce }) => nonce)).size, 10)
  assert.equal(Uint8Array.fromBase64(requests[0]?.nonce ?? '').length, 16)
})

test('verifyOpeningRequest() refuses every changed field', async () => {
  const request = await signOpeningRequest(wish, officer.secret)
  const changes = [
    { reportId: crypto.randomUUID() },
    { purpose: '' },
    { requestedAt: '2026-11-22T01:41:01Z' },
    { nonce: 'AAAA' },
    { signature: '' },
  ]
  for (const change of changes) assert.equal(await verifyOpeningRequest({ ...request, ...change }, officer.public), false)
  for (const shape of [{}, { ...request, purpose: '\ud800' }, { ...request, purpose: undefined }]) {
    assert.equal(await verifyOpeningRequest(shape as OpeningRequest, officer.public), false)
  }
})

test('verifyOpeningRequest() refuses another officer, and another recipient under the name of this one', async () => {
  const request = await signOpeningRequest(wish, officer.secret)
  const other = (await generatePersonalKey()).public
  assert.equal(await verifyOpeningRequest(request, other), false)
  assert.equal(await verifyOpeningRequest(request, { ...officer.public, recipient: other.recipient }), false)
  assert.equal(await verifyOpeningRequest(request, { ...officer.public, signing: other.signing }), false)
})

test('verifyOpeningRequest() takes no signature that was made over the same JSON for another use', async () => {
  const { signature: _, ...unsigned } = await signOpeningRequest(wish, officer.secret)
  const json = canonicalJson({ ...unsigned, recipient: officer.public.recipient })
  for (const line of ['', 'noroshi-filing-1\n', 'noroshi-opening-2\n']) {
    const signature = await sign(utf8(line + json), officer.secret.signing)
    assert.equal(await verifyOpeningRequest({ ...unsigned, signature }, officer.public), false)
  }
})

test('signOpeningRequest() refuses half characters', async () => {
  await assert.rejects(signOpeningRequest({ ...wish, purpose: '\ud800' }, officer.secret), (error) => error instanceof EnvelopeError)
})
