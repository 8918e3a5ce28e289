import Type from 'typebox'
import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { agreedTlpLevels, factKinds } from '#rulebook/release-rules-schema.ts'
import { isSignature, publicKeyOf, sign } from './ed25519.ts'

const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })
const instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })

/** JSON schema of an agreement. */
export const releaseAgreementSchema = Type.Object(
  {
    agreementId: uuid,
    facts: Type.Array(Type.Enum([...factKinds]), { minItems: 1, uniqueItems: true, description: 'Kinds of facts that may go out' }),
    tlp: Type.Enum([...agreedTlpLevels], { description: 'The most open marking of a warning; what a report marks stricter stays so' }),
    agreedAt: instant,
    until: instant,
    signer: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: "Ed25519 public key of the operator's administrator, base64" }),
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
  },
  {
    additionalProperties: false,
    description: 'An operator agrees beforehand that warnings are made from its reports where these say nothing on it',
  },
)

/** An operator's word, given beforehand, that warnings may be made from its reports where a report itself says nothing on it. */
export type ReleaseAgreement = Type.Static<typeof releaseAgreementSchema>

/** Returns an agreement signed with an administrator's Ed25519 `seed`. */
export async function signAgreement(fields: Omit<ReleaseAgreement, 'signer' | 'signature'>, seed: Uint8Array): Promise<ReleaseAgreement> {
  const unsigned = { ...fields, facts: factKinds.filter((kind) => fields.facts.includes(kind)), signer: await publicKeyOf(seed) }
  return { ...unsigned, signature: await sign(agreementBytes(unsigned), seed) }
}

/** Tells whether whoever `agreement` names as signer signed exactly this. Whose key that is, the caller knows from elsewhere. */
export async function isAgreementSigned(agreement: ReleaseAgreement): Promise<boolean> {
  return await isSignature(agreement.signature, agreementBytes(agreement), agreement.signer)
}

/** Returns the bytes of which the log names the digest: the agreement with its signature. */
export function agreementText(agreement: ReleaseAgreement): string {
  return canonicalJson(agreement)
}

function agreementBytes({ agreementId, facts, tlp, agreedAt, until, signer }: Omit<ReleaseAgreement, 'signature'>) {
  return utf8(`noroshi-agreement-1\n${canonicalJson({ agreementId, facts, tlp, agreedAt, until, signer })}`)
}
