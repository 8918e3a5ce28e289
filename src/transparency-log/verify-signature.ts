import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { isSignature } from '#envelope/ed25519.ts'
import { LogError } from './log-error.ts'
import { signedMessage } from './signed-message.ts'
import type { NoteSignature } from './signed-note.ts'
import { signatureTypes, type VerifierKey } from './verifier-key.ts'

const timeBytes = 8

/**
 * Proves that the holder of `key` signed the checkpoint `text`, and returns the time that the signature states, or throws.
 *
 * @returns Seconds since 1970; null where the signature states no time: a log's plain Ed25519 signature, or a time of 0.
 * @throws {LogError} `SIGNATURE_INVALID`, and as `signedMessage`.
 */
export async function verifySignature(text: string, signature: NoteSignature, key: VerifierKey): Promise<number | null> {
  const { value } = signature
  const { signatureBytes } = signatureTypes[key.type]
  if (value.length !== signatureBytes) throw invalid(key, `${value.length} bytes, expected ${signatureBytes}`)
  if (key.type === 'ed25519') {
    if (!(await isEd25519(signedMessage(text, key, 0), value, key))) throw invalid(key, 'it does not fit the text')
    return null
  }
  const at = Number(new DataView(value.buffer, value.byteOffset).getBigUint64(0))
  if (!Number.isSafeInteger(at)) throw invalid(key, 'its time lies beyond 2^53 - 1')
  const message = signedMessage(text, key, at)
  const bare = value.slice(timeBytes)
  const fits = key.type === 'ml-dsa-44' ? ml_dsa44.verify(bare, message, key.publicKey) : await isEd25519(message, bare, key)
  if (!fits) throw invalid(key, 'it does not fit the text and its time')
  return at === 0 ? null : at
}

async function isEd25519(message: Uint8Array<ArrayBuffer>, signature: Uint8Array, key: VerifierKey): Promise<boolean> {
  return await isSignature(signature.toBase64(), message, key.publicKey.toBase64())
}

function invalid({ name, keyId }: VerifierKey, problem: string): LogError {
  return new LogError('SIGNATURE_INVALID', `Cannot accept the signature of ${name}+${keyId}: ${problem}`)
}
