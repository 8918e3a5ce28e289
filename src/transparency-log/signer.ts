import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { concatBytes } from '#base/bytes.ts'
import { publicKeyOf, sign } from '#envelope/ed25519.ts'
import { LogError } from './log-error.ts'
import { signedMessage, uint64 } from './signed-message.ts'
import type { NoteSignature } from './signed-note.ts'
import { verifierKey, type SignatureType, type VerifierKey } from './verifier-key.ts'

/** A key that can sign. */
export type Signer = {
  readonly key: VerifierKey
  /** Returns the bare signature of `message`, without time and key id. */
  readonly sign: (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

const seedBytes = 32

/**
 * Returns the signer of the holder `name` whose key follows from `seed`, 32 secret random bytes. One seed serves one name and one type.
 *
 * @throws {LogError} `KEY_REFUSED` for a seed of another length; `KEY_NAME_REFUSED` as `verifierKey` throws it.
 */
export async function openSigner(name: string, type: SignatureType, seed: Uint8Array): Promise<Signer> {
  if (seed.length !== seedBytes)
    throw new LogError('KEY_REFUSED', `Cannot open signer of ${name}: ${seed.length} bytes, expected ${seedBytes}`)
  if (type === 'ml-dsa-44') {
    const { publicKey, secretKey } = ml_dsa44.keygen(seed)
    return { key: verifierKey(name, type, publicKey), sign: async (message) => ml_dsa44.sign(message, secretKey) }
  }
  const key = verifierKey(name, type, Uint8Array.fromBase64(await publicKeyOf(seed)))
  return { key, sign: async (message) => Uint8Array.fromBase64(await sign(message, seed)) }
}

/**
 * Returns the signature of `signer` under the checkpoint `text`.
 *
 * @param at Seconds since 1970 that a cosignature states; a plain Ed25519 signature of a log states none.
 * @throws {LogError} As `signedMessage`.
 */
export async function signCheckpoint(text: string, signer: Signer, at: number): Promise<NoteSignature> {
  const { name, keyId, type } = signer.key
  const signature = await signer.sign(signedMessage(text, signer.key, at))
  return { name, keyId, value: type === 'ed25519' ? signature : concatBytes(uint64(at), signature) }
}
