import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generatePersonalKey } from './personal-key.ts'
import { signWarningWish, verifyWarningWish, type WarningSigner, type WarningWish } from './warning-wish.ts'

const wish: WarningWish = {
  draftId: '11111111-1111-4111-8111-111111111111',
  warningId: '22222222-2222-4222-8222-222222222222',
  act: 'revision',
  authorityId: '33333333-3333-4333-8333-333333333333',
  reportId: '44444444-4444-4444-8444-444444444444',
  campaign: null,
  baseVersion: 1,
  content: 'ab'.repeat(32),
  takenBack: ['55555555-5555-4555-8555-555555555555'],
  reason: 'false-positive',
  overrule: null,
}
const signer: WarningSigner = { part: 'draft', personId: '66666666-6666-4666-8666-666666666666', signedAt: '2026-11-22T09:00:00Z' }

test('verifyWarningWish() accepts what was signed, and nothing in which any part differs', async () => {
  const { secret, public: keys } = await generatePersonalKey()
  const signature = await signWarningWish(wish, signer, secret)
  const how = { signature, signing: keys.signing }
  assert.equal(await verifyWarningWish(wish, signer, how), true)
  const others: readonly WarningWish[] = [
    { ...wish, draftId: wish.warningId },
    { ...wish, warningId: wish.draftId },
    { ...wish, act: 'recall' },
    { ...wish, authorityId: wish.draftId },
    { ...wish, reportId: null },
    { ...wish, campaign: { id: wish.draftId, reportIds: [wish.warningId] } },
    { ...wish, baseVersion: 2 },
    { ...wish, overrule: 'a reason' },
    { ...wish, content: 'ac'.repeat(32) },
    { ...wish, content: null },
    { ...wish, takenBack: [] },
    { ...wish, reason: 'withdrawn' },
  ]
  for (const other of others) assert.equal(await verifyWarningWish(other, signer, how), false, JSON.stringify(other))
  assert.equal(await verifyWarningWish(wish, { ...signer, part: 'approval' }, how), false)
  assert.equal(await verifyWarningWish(wish, { ...signer, personId: wish.draftId }, how), false)
  assert.equal(await verifyWarningWish(wish, { ...signer, signedAt: '2026-11-22T09:00:01Z' }, how), false)
  const stranger = await generatePersonalKey()
  assert.equal(await verifyWarningWish(wish, signer, { signature, signing: stranger.public.signing }), false)
})
