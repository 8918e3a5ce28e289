import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EnvelopeError } from './envelope-error.ts'
import { generateTeamKey, unwrapWith, wrapFor } from './key-envelope.ts'
import { generatePersonalKey } from './personal-key.ts'
import { generateReportKey, joinShares, splitReportKey } from './report-key.ts'
import { signShareRequest, verifyShareRequest } from './share-request.ts'

const reportId = '0b6f1c6e-3c1d-4f6e-8a51-5f2c8f6b7a10'
const requestedAt = '2026-11-22T03:10:00Z'

test('signShareRequest() wraps the half for the further authority, and every field is signed', async () => {
  const { key } = await generateReportKey(reportId)
  const shares = splitReportKey(key)
  const [own, further, reader, stranger] = await Promise.all([
    generateTeamKey(),
    generateTeamKey(),
    generatePersonalKey(),
    generatePersonalKey(),
  ])
  const envelope = await wrapFor(own.recipient, shares.authority)
  const keyId = '6a4c3f0e-0f3b-4c39-9d1b-0d8f6b0f7d11'
  const parties = { further: { keyId, recipient: further.recipient }, reader: reader.secret }
  const request = await signShareRequest({ reportId, requestedAt }, { envelope, identity: own.identity }, parties)
  assert.deepEqual(joinShares(await unwrapWith(further.identity, request.envelope), shares.log), key)
  assert.equal(await verifyShareRequest(request, reader.public.signing), true)
  assert.equal(await verifyShareRequest(request, stranger.public.signing), false)
  for (const change of [{ reportId: keyId }, { keyId: reportId }, { envelope }, { requestedAt: '2026-11-22T03:10:01Z' }])
    assert.equal(await verifyShareRequest({ ...request, ...change }, reader.public.signing), false)
  await assert.rejects(
    signShareRequest({ reportId: keyId, requestedAt }, { envelope, identity: own.identity }, parties),
    (error) => error instanceof EnvelopeError && error.code === 'ENVELOPE_UNREADABLE',
  )
})
