import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { encryptFor } from './age-file.ts'
import { sign } from './ed25519.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'
import type { Filing } from './filing-schema.ts'
import { signedBytes } from './filing-signature.ts'
import { unwrapWith } from './key-envelope.ts'
import { openFiling } from './open-filing.ts'
import { generatePersonalKey } from './personal-key.ts'
import { generateReportKey, splitReportKey, type Shares } from './report-key.ts'
import { sealFiling } from './seal-filing.ts'
import { padToBucket } from './size-bucket.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code

const sample = await sampleFiling()
const filing = await sealFiling(sample.draft, sample.keys)
const shares = await sharesOf(filing)
const signer = { keyId: sample.keys.signerKeyId, publicKey: sample.signer.signing }

async function sharesOf({ sealed }: Filing): Promise<Shares> {
  const authority = await unwrapWith(sample.identities.owner, sealed.owner.envelope)
  return { authority, log: await unwrapWith(sample.identities.log, sealed.log.envelope) }
}

/** Returns a filing as a hostile filer could make it: `padded` in place of the padded body, and rightly signed. */
async function hostileFiling(padded: Uint8Array): Promise<{ filing: Filing; shares: Shares }> {
  const { key, recipient } = await generateReportKey(filing.reportId)
  const hostile = { ...filing, sealed: { ...filing.sealed, body: (await encryptFor(recipient, padded)).toBase64() } }
  const signature = await sign(await signedBytes(hostile), sample.keys.signer.signing)
  return { filing: { ...hostile, signature }, shares: splitReportKey(key) }
}

test('openFiling() returns what sealFiling() sealed, and who signed it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), async (answers) => {
      const text = JSON.stringify(answers)
      fc.pre(!text.includes('"__proto__":'))
      const sealed = JSON.parse(text) as JsonObject
      const sealedFiling = await sealFiling({ ...sample.draft, sealed }, sample.keys)
      assert.deepEqual(await openFiling(sealedFiling, await sharesOf(sealedFiling)), { sealed, signer })
    }),
    { numRuns: 15 },
  )
})

test('openFiling() opens with the share of each authority and of the operator alike, and after a trip through JSON', async () => {
  const { owner, authorities } = filing.sealed
  const travelled = JSON.parse(JSON.stringify(filing)) as Filing
  const envelopes = [owner, ...authorities].map(({ envelope }) => envelope)
  const identities = [sample.identities.owner, ...sample.identities.authorities]
  for (const [index, identity] of identities.entries()) {
    const authority = await unwrapWith(identity, envelopes[index] ?? '')
    assert.deepEqual((await openFiling(travelled, { authority, log: shares.log })).sealed, sample.draft.sealed)
  }
})

test('openFiling() opens nothing with the authority half alone or the log half alone', async () => {
  const zeros = (share: Uint8Array, line: number) => share.map((byte, index) => (index < line ? byte : 0))
  const alone: Shares[] = [
    { authority: shares.authority, log: shares.authority },
    { authority: shares.log, log: shares.log },
    { authority: shares.log, log: shares.authority },
    { authority: shares.authority, log: zeros(shares.log, 57) },
    { authority: zeros(shares.authority, 63), log: shares.log },
    { authority: shares.authority, log: new Uint8Array(0) },
    { authority: new Uint8Array(0), log: shares.log },
  ]
  for (const one of alone) await assert.rejects(openFiling(filing, one), has('ENVELOPE_UNREADABLE'))
})

test('openFiling() opens nothing with shares of another seal or another report', async () => {
  const again = await sharesOf(await sealFiling(sample.draft, sample.keys))
  const other = await sharesOf(await sealFiling({ ...sample.draft, reportId: crypto.randomUUID() }, sample.keys))
  const wrong: Shares[] = [
    again,
    other,
    { ...shares, log: again.log },
    { ...shares, log: other.log },
    { ...shares, authority: again.authority },
  ]
  for (const one of wrong) await assert.rejects(openFiling(filing, one), has('ENVELOPE_UNREADABLE'))
})

test('openFiling() refuses a filing that was changed outside its body, even if signed anew by somebody else', async () => {
  const forger = await generatePersonalKey()
  const changes: Partial<Filing>[] = [
    { stage: 'withdrawal' },
    { incidentId: crypto.randomUUID() },
    { previousReportId: crypto.randomUUID() },
    { rulebook: { ...filing.rulebook, version: '2030-01-01' } },
    { handling: {} },
    { shareable: { ...filing.shareable, 'share.consent': true } },
    { sealed: { ...filing.sealed, authorities: filing.sealed.authorities.slice(1) } },
    { sealed: { ...filing.sealed, owner: filing.sealed.log } },
    { signature: 'A'.repeat(86) + '==' },
  ]
  for (const change of changes) {
    const changed = { ...filing, ...change }
    const signedAnew = { ...changed, signature: await sign(await signedBytes(changed), forger.secret.signing) }
    await assert.rejects(openFiling(changed, shares), has('FILING_ALTERED'))
    await assert.rejects(openFiling(signedAnew, shares), has('FILING_ALTERED'))
  }
})

test('openFiling() refuses altered bytes of the body', async () => {
  const body = Uint8Array.fromBase64(filing.sealed.body)
  const places = [...body.keys()].filter((at) => at % 41 === 0 || at > body.length - 20 || (at > 1580 && at < 1670))
  for (const at of places) {
    const altered = body.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte)).toBase64()
    await assert.rejects(openFiling({ ...filing, sealed: { ...filing.sealed, body: altered } }, shares), has('ENVELOPE_UNREADABLE'))
  }
})

test('openFiling() refuses a hostile filer: wrong padding, no JSON, deep JSON, duplicate keys, missing or foreign signer', async () => {
  const content = (value: JsonObject) => padToBucket(utf8(canonicalJson(value)))
  const text = (json: string) => padToBucket(utf8(json))
  const bodies: Uint8Array[] = [
    new Uint8Array(0),
    new Uint8Array(5000),
    new Uint8Array(1_400_000),
    utf8(canonicalJson({ sealed: {}, signer })),
    text('no JSON'),
    text('['.repeat(500_000)),
    text(`{"sealed":{},"signer":{"keyId":"","publicKey":"${signer.publicKey}","publicKey":"${signer.publicKey}"}}`),
    text(`{"sealed":{"__proto__":1},"signer":{"keyId":"","publicKey":"${signer.publicKey}"}}`),
    padToBucket(Uint8Array.of(0x22, 0xff, 0x22)),
    content({}),
    content({ sealed: {} }),
    content({ sealed: [], signer }),
    content({ sealed: {}, signer: { keyId: 1, publicKey: signer.publicKey } }),
    content({ sealed: {}, signer: null }),
  ]
  for (const body of bodies) {
    const hostile = await hostileFiling(body)
    await assert.rejects(openFiling(hostile.filing, hostile.shares), has('ENVELOPE_UNREADABLE'))
  }
  const foreign = await hostileFiling(
    content({ sealed: {}, signer: { ...signer, publicKey: (await generatePersonalKey()).public.signing } }),
  )
  await assert.rejects(openFiling(foreign.filing, foreign.shares), has('FILING_ALTERED'))
  const honest = await hostileFiling(content({ sealed: {}, signer }))
  assert.deepEqual(await openFiling(honest.filing, honest.shares), { sealed: {}, signer })
})

test('openFiling() refuses a filing of a wrong shape with an EnvelopeError', async () => {
  const { reportId } = filing
  const shapes: object[] = [{}, { reportId }, { reportId, sealed: null }, { reportId, sealed: 7 }, { reportId, sealed: { body: 7 } }]
  shapes.push({ ...filing, sealed: { body: filing.sealed.body } }, { ...filing, signature: 7 }, { ...filing, handling: 7 })
  shapes.push({ ...filing, sealed: { ...filing.sealed, body: 'A'.repeat(4_000_000) } })
  for (const shape of shapes) {
    await assert.rejects(openFiling(shape as Filing, shares), (error) => error instanceof EnvelopeError)
  }
})
