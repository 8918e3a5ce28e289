import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { samplePerson } from '../../test/support/sample-directory.ts'
import { personFingerprint } from './fingerprint.ts'
import { isApprovalSigned, signApproval } from './member-approval.ts'

const people = await Promise.all(Array.from({ length: 6 }, samplePerson))
const [approver, ...newcomers] = people
const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytes.toHex())

test('isApprovalSigned() holds for the very person, keys, authority and signer, and for no other of any of them', async () => {
  assert.ok(approver !== undefined)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...newcomers), fc.uuid(), hex, async (newcomer, elsewhere, otherHash) => {
      const { personId, fingerprint } = newcomer
      const fields = { organisationId: crypto.randomUUID(), personId, fingerprint, approvedAt: '2026-11-22T03:00:00.000Z' }
      const approval = await signApproval(fields, approver.secret.signing)
      assert.ok(await isApprovalSigned(approval))
      const swaps = newcomers
        .filter((one) => one !== newcomer)
        .flatMap((one) => [{ fingerprint: one.fingerprint }, { personId: one.personId }, { signer: one.public.signing }])
      const changes = [...swaps, { organisationId: elsewhere }, { personId: elsewhere }, { fingerprint: otherHash }]
      for (const change of changes) assert.equal(await isApprovalSigned({ ...approval, ...change }), false)
    }),
    { numRuns: 20 },
  )
})

test('personFingerprint() differs where either key does', () => {
  const [one, other] = newcomers
  assert.ok(one !== undefined && other !== undefined)
  const mixed = [one.public, { ...one.public, signing: other.public.signing }, { ...one.public, recipient: other.public.recipient }]
  assert.equal(new Set(mixed.map(personFingerprint)).size, 3)
})
