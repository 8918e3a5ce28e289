import { concatBytes, utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { isSignature } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import type { Filing } from './filing-schema.ts'
import { longestBody } from './size-bucket.ts'

/** Returns the SHA-256 of `bytes`, 32 bytes. */
type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array | Promise<Uint8Array>

/**
 * Returns the bytes that the filer signs: the line `noroshi-filing-1`, then the canonical JSON (RFC 8785) of the filing without its
 * signature, in which the SHA-256 of the ciphertext (hexadecimal, over the decoded bytes) stands for `sealed.body`.
 *
 * Every other field is in it as it is, unknown ones included, so that nothing in a filing escapes the signature.
 *
 * @param sha256 WebCrypto without it. A server that checks thousands a second passes its platform's own, which answers at once.
 * @throws {EnvelopeError} `FILING_MALFORMED` if the body is not canonical base64 of at most 2 MiB, or a value is not JSON.
 */
export async function signedBytes(filing: Omit<Filing, 'signature'>, sha256: Sha256 = webSha256): Promise<Uint8Array<ArrayBuffer>> {
  const { signature: _, sealed, ...rest }: Partial<Filing> = filing
  const { body, ...envelopes } = sealed ?? {}
  const ciphertext = canonicalBase64(body, longestBody)
  if (ciphertext === null) throw new EnvelopeError('FILING_MALFORMED', 'Cannot hash the sealed body: expected canonical base64')
  const hash = await sha256(ciphertext)
  try {
    const signed = { ...rest, sealed: { ...envelopes, body: hash.toHex() } }
    return concatBytes(utf8('noroshi-filing-1\n'), utf8(canonicalJson(signed)))
  } catch (cause) {
    throw new EnvelopeError('FILING_MALFORMED', 'Cannot write the filing as canonical JSON', { cause })
  }
}

/**
 * Tells whether the filing is, to the last character, the one that the holder of `publicKey` signed. False for anything malformed.
 *
 * @param publicKey Base64 of 32 bytes, from the directory; not from the filing.
 */
export async function verifyFiling(filing: Filing, publicKey: string): Promise<boolean> {
  try {
    return await isSignature(filing.signature, await signedBytes(filing), publicKey)
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

async function webSha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
