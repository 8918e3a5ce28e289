import Type from 'typebox'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { isSignature, publicKeyOf, sign } from '#envelope/ed25519.ts'

const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

/** JSON schema of an approval. */
export const memberApprovalSchema = Type.Object(
  {
    organisationId: uuid,
    personId: uuid,
    fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    approvedAt: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
    signer: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
  },
  { additionalProperties: false, description: "A member's word that these are the keys of this person" },
)

/** Somebody's signed word that the keys with this fingerprint are those of this person, who is to join this organisation. */
export type MemberApproval = Type.Static<typeof memberApprovalSchema>

/** Returns an approval signed with the approver's Ed25519 `seed`. */
export async function signApproval(fields: Omit<MemberApproval, 'signer' | 'signature'>, seed: Uint8Array): Promise<MemberApproval> {
  const unsigned = { ...fields, signer: await publicKeyOf(seed) }
  return { ...unsigned, signature: await sign(approvalBytes(unsigned), seed) }
}

/** Tells whether whoever `approval` names as signer signed exactly this. Whose key that is, the caller knows from elsewhere. */
export async function isApprovalSigned(approval: MemberApproval): Promise<boolean> {
  return await isSignature(approval.signature, approvalBytes(approval), approval.signer)
}

function approvalBytes({ organisationId, personId, fingerprint, approvedAt, signer }: Omit<MemberApproval, 'signature'>) {
  return utf8(`noroshi-approval-1\n${canonicalJson({ organisationId, personId, fingerprint, approvedAt, signer })}`)
}
