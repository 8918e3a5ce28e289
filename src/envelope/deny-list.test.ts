import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sampleFiling } from '../../test/support/sample-filing.ts'
import { longestDenyList, longestDenyTerm, mostDenyTerms, openDenyList, sealDenyList } from './deny-list.ts'
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts'
import { verifyFiling } from './filing-signature.ts'
import { generateTeamKey } from './key-envelope.ts'
import { sealFiling } from './seal-filing.ts'

const has = (code: EnvelopeErrorCode) => (error: unknown) => error instanceof EnvelopeError && error.code === code
const gate = await generateTeamKey()
const reportId = crypto.randomUUID()
const to = { reportId, recipient: gate.recipient }

test('openDenyList() gives back what sealDenyList() took, in an order that tells nothing of the report', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 40 }), async (terms) => {
      const opened = await openDenyList(await sealDenyList(terms, to), { reportId, identity: gate.identity })
      assert.deepEqual(opened, terms.toSorted())
    }),
    { numRuns: 20 },
  )
})

test('openDenyList() refuses the list of another report, another key and every altered byte alike', async () => {
  const sealed = await sealDenyList(['KKEP-DC01'], to)
  const other = await generateTeamKey()
  await assert.rejects(openDenyList(sealed, { reportId: crypto.randomUUID(), identity: gate.identity }), has('ENVELOPE_UNREADABLE'))
  await assert.rejects(openDenyList(sealed, { reportId, identity: other.identity }), has('ENVELOPE_UNREADABLE'))
  const bytes = Uint8Array.fromBase64(sealed)
  for (let at = 0; at < bytes.length; at += 97) {
    const altered = bytes.slice()
    altered[at] = (altered[at] ?? 0) ^ 1
    await assert.rejects(openDenyList(altered.toBase64(), { reportId, identity: gate.identity }), has('ENVELOPE_UNREADABLE'))
  }
})

test('sealDenyList() shows of a list only its bucket: none, one and forty words look alike', async () => {
  const lengths = await Promise.all(
    [[], ['a'], Array.from({ length: 40 }, (_, index) => `端末-${index}`)].map(async (terms) => (await sealDenyList(terms, to)).length),
  )
  assert.equal(new Set(lengths).size, 1)
  const largest = await sealDenyList(
    Array.from({ length: mostDenyTerms }, () => 'a'.repeat(longestDenyTerm)),
    to,
  )
  assert.ok(largest.length <= longestDenyList)
})

test('sealDenyList() refuses more than it can hold', async () => {
  const tooMany = Array.from({ length: mostDenyTerms + 1 }, () => 'a')
  for (const terms of [tooMany, ['a'.repeat(longestDenyTerm + 1)], Array.from({ length: mostDenyTerms }, () => '漢'.repeat(199))])
    await assert.rejects(sealDenyList(terms, to), has('CONTENT_TOO_LARGE'))
})

test('sealFiling() signs the deny list with the rest, and sends none where no gate is listed', async () => {
  const { draft, keys, signer } = await sampleFiling()
  const filing = await sealFiling(
    { ...draft, denyTerms: ['CANARY-DENY-51'] },
    { ...keys, gate: { keyId: crypto.randomUUID(), recipient: gate.recipient } },
  )
  const { denyList } = filing.sealed
  assert.ok(denyList !== undefined)
  assert.deepEqual(await openDenyList(denyList.file, { reportId: draft.reportId, identity: gate.identity }), ['CANARY-DENY-51'])
  assert.equal(JSON.stringify(filing).includes('CANARY-DENY'), false)
  assert.equal(await verifyFiling(filing, signer.signing), true)
  const { denyList: _, ...without } = filing.sealed
  assert.equal(await verifyFiling({ ...filing, sealed: without }, signer.signing), false)
  const foreign = { ...denyList, file: await sealDenyList([], { reportId: draft.reportId, recipient: gate.recipient }) }
  assert.equal(await verifyFiling({ ...filing, sealed: { ...filing.sealed, denyList: foreign } }, signer.signing), false)
  const plain = await sealFiling({ ...draft, denyTerms: ['CANARY-DENY-51'] }, keys)
  assert.equal('denyList' in plain.sealed, false)
})

test('sealFiling() refuses to let the gate and recovery share a key', async () => {
  const { draft, keys } = await sampleFiling()
  await assert.rejects(sealFiling(draft, { ...keys, gate: keys.recovery }), has('RECIPIENT_REFUSED'))
})
