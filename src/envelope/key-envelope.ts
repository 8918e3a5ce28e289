import { decryptWith, encryptFor, generateKeyPair, type AgeKeyPair } from './age-file.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'

/** Longest text of one key envelope, in characters. */
export const longestEnvelope = 8192

const largestContentBytes = 4096

/** Returns a fresh encryption key pair for an authority, an operator or the log service. */
export async function generateTeamKey(): Promise<AgeKeyPair> {
  return await generateKeyPair()
}

/**
 * Returns `bytes` in a small envelope that the holder of `recipient`'s identity can open: base64 of an age file.
 *
 * @param bytes At most 4 KiB: a share of a report key or a team key. The length shows.
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if `recipient` is not hybrid; `CONTENT_TOO_LARGE` beyond 4 KiB.
 */
export async function wrapFor(recipient: string, bytes: Uint8Array): Promise<string> {
  if (bytes.length > largestContentBytes) {
    throw new EnvelopeError('CONTENT_TOO_LARGE', `Cannot wrap ${bytes.length} bytes: expected at most ${largestContentBytes}`)
  }
  return (await encryptFor(recipient, bytes)).toBase64()
}

/**
 * Returns what `wrapFor` put into the envelope.
 *
 * @param identity `AGE-SECRET-KEY-PQ-1…`
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if it is not an envelope for this identity, or was altered.
 */
export async function unwrapWith(identity: string, wrapped: string): Promise<Uint8Array> {
  const file = canonicalBase64(wrapped, longestEnvelope)
  if (file === null) throw unreadable()
  return await decryptWith(identity, file)
}
