import Type from 'typebox'
import { Check } from 'typebox/value'
import { hashText } from '#key-directory/fingerprint.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { createRecoveryShares, fingerprintOfShare, type RecoveryShare } from '#envelope/recovery-share.ts'

const publicSchema = Type.Object(
  {
    format: Type.Literal('noroshi-recovery-key-1'),
    keyId: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' }),
    recipient: Type.String({ pattern: '^age1pq1[02-9ac-hj-np-z]{1952}$' }),
    fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    createdAt: Type.String({ maxLength: 40 }),
    threshold: Type.Integer({ minimum: 2, maximum: 16 }),
    shares: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { minItems: 2, maxItems: 16 }),
  },
  { additionalProperties: false },
)

/** What everybody may know of a national recovery key: whom to seal for, and the SHA-256 of each share, by which a wrong one is told. */
export type RecoveryPublicKey = Type.Static<typeof publicSchema>

/** A recovery key as its ceremony makes it. The shares leave it on paper or on sticks, one for each holder. */
export type RecoveryCeremony = { readonly publicKey: RecoveryPublicKey; readonly shares: readonly RecoveryShare[] }

/**
 * Returns a fresh national recovery key, split; the private key itself is forgotten.
 *
 * @throws {RecoveryError} `SHARE_COUNT_REFUSED` unless 2 <= threshold <= shares <= 16.
 */
export async function holdCeremony(wish: {
  readonly shares: number
  readonly threshold: number
  readonly createdAt: string
}): Promise<RecoveryCeremony> {
  const { recipient, shares } = await createRecoveryShares(wish.shares, wish.threshold)
  const publicKey = {
    format: 'noroshi-recovery-key-1' as const,
    keyId: crypto.randomUUID(),
    recipient,
    fingerprint: recoveryFingerprint(recipient),
    createdAt: wish.createdAt,
    threshold: wish.threshold,
    shares: shares.map(fingerprintOfShare),
  }
  return { publicKey, shares }
}

/** Returns `value` as the public part of a recovery key, or null if it is none or its fingerprint is not that of its recipient. */
export function readRecoveryPublicKey(value: JsonValue): RecoveryPublicKey | null {
  return Check(publicSchema, value) && value.fingerprint === recoveryFingerprint(value.recipient) ? value : null
}

/** Returns the SHA-256 in hex of a recipient, by which people compare keys. */
export function recoveryFingerprint(recipient: string): string {
  return hashText(recipient)
}
