import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { utf8 } from '#base/bytes.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { isSignature, publicKeyOf, sign } from '#envelope/ed25519.ts'

/** The keys with which the release gate signs, both in base64. Both signatures must hold. */
export type GateSigningKey = { readonly keyId: string; readonly ed25519: string; readonly mlDsa44: string }

/** The public half of the release gate's key: deny lists are sealed to `recipient`, warnings are signed with the other two. */
export type GatePublicKey = GateSigningKey & { readonly recipient: string }

/** Two signatures of one text, in base64, and the key that made them. */
export type GateSignature = { readonly keyId: string; readonly ed25519: string; readonly mlDsa44: string }

/** What signs for the release gate. */
export type GateSigner = {
  readonly key: GateSigningKey
  /** Returns the signatures of `text`. */
  readonly sign: (text: string) => Promise<GateSignature>
}

// So that an ML-DSA-44 key of the gate signs nothing else; the Ed25519 signature is bound by the first line of the text.
const mlDsaContext = utf8('noroshi-warning-1')
// Of 2,420 bytes in base64.
const mlDsaSignatureCharacters = 3228

/**
 * Returns the signer that follows from two secret seeds of 32 random bytes.
 *
 * @throws {EnvelopeError} `SIGNING_KEY_REFUSED` for a seed of another length.
 */
export async function openGateSigner(
  keyId: string,
  seeds: { readonly ed25519: Uint8Array; readonly mlDsa44: Uint8Array },
): Promise<GateSigner> {
  const { publicKey, secretKey } = ml_dsa44.keygen(seeds.mlDsa44)
  return {
    key: { keyId, ed25519: await publicKeyOf(seeds.ed25519), mlDsa44: publicKey.toBase64() },
    sign: async (text) => ({
      keyId,
      ed25519: await sign(utf8(text), seeds.ed25519),
      mlDsa44: ml_dsa44.sign(utf8(text), secretKey, { context: mlDsaContext }).toBase64(),
    }),
  }
}

/** Tells whether both signatures are those of `text` by `key`. Anything malformed is simply not a signature. */
export async function isGateSignature(signature: GateSignature, text: string, key: GateSigningKey): Promise<boolean> {
  if (signature.keyId !== key.keyId) return false
  const value = canonicalBase64(signature.mlDsa44, mlDsaSignatureCharacters)
  const publicKey = canonicalBase64(key.mlDsa44, mlDsaSignatureCharacters)
  if (value === null || publicKey === null) return false
  if (!(await isSignature(signature.ed25519, utf8(text), key.ed25519))) return false
  try {
    return ml_dsa44.verify(value, utf8(text), publicKey, { context: mlDsaContext })
  } catch {
    // The library throws on a signature or key of another length.
    return false
  }
}
