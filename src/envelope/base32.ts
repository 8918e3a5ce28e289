/** The 32 characters of Crockford's base32: no I, L, O and U, which people misread. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The 32 characters of bech32 (BIP 173) in the order of their values, upper case. */
export const bech32 = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'

/** Returns `bytes` as characters of `alphabet`, five bits each, most significant first; the last one is filled up with zero bits. */
export function toBase32(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const at = bit >> 3
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    text += alphabet.charAt((pair >> (11 - (bit & 7))) & 31)
  }
  return text
}

/** Returns the bytes of `text`, the last one filled up with zero bits; null if a character is not of `alphabet`. */
export function fromBase32(text: string, alphabet: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.ceil((text.length * 5) / 8))
  for (const [index, character] of [...text].entries()) {
    const value = alphabet.indexOf(character)
    if (value < 0) return null
    const bit = index * 5
    const at = bit >> 3
    const pair = value << (11 - (bit & 7))
    bytes[at] = (bytes[at] ?? 0) | (pair >> 8)
    if (at + 1 < bytes.length) bytes[at + 1] = (bytes[at + 1] ?? 0) | (pair & 255)
  }
  return bytes
}
