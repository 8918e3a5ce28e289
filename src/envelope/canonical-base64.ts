/**
 * Returns the bytes of `text`, or null where it is not the one base64 text of those bytes (RFC 4648 section 4, padded), or is longer than
 * `maxCharacters`.
 *
 * One text for one value: white space, missing padding and stray bits in the last character are refused, so that a hash or signature over
 * the bytes also fixes the text.
 *
 * @param text Hostile: it may be no text at all.
 */
export function canonicalBase64(text: unknown, maxCharacters: number): Uint8Array<ArrayBuffer> | null {
  if (typeof text !== 'string' || text.length > maxCharacters) return null
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' })
    return bytes.toBase64() === text ? bytes : null
  } catch {
    return null
  }
}
