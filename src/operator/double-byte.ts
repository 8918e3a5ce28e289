/** Character sets of Japanese in which one or two bytes, rarely three, are a character. */
export type DoubleByteCharset = 'shift_jis' | 'euc-jp'

/**
 * Tells whether `bytes` may be text in such a character set, by which bytes follow which; false where no decoder takes them.
 *
 * Of bytes at random most are none, and it is far dearer to have a decoder find that out, which throws.
 *
 * @see https://encoding.spec.whatwg.org/#legacy-multi-byte-japanese-encodings
 */
export function mayBeDoubleByte(charset: DoubleByteCharset, bytes: Uint8Array): boolean {
  const trailsAfter = charset === 'shift_jis' ? trailsInShiftJis : trailsInEucJp
  for (let at = 0; at < bytes.length; at++) {
    const trails = trailsAfter(bytes[at] ?? 0)
    for (let trail = 1; trail <= trails; trail++) {
      const byte = bytes[at + trail] ?? 0
      if (charset === 'shift_jis' ? !isTrailInShiftJis(byte) : !isBetween(byte, 0xa1, 0xfe)) return false
    }
    at += trails
  }
  return true
}

function trailsInShiftJis(byte: number): number {
  return isBetween(byte, 0x81, 0x9f) || isBetween(byte, 0xe0, 0xfc) ? 1 : 0
}

function isTrailInShiftJis(byte: number): boolean {
  return byte !== 0x7f && isBetween(byte, 0x40, 0xfc)
}

function trailsInEucJp(byte: number): number {
  if (byte === 0x8f) return 2
  return byte === 0x8e || isBetween(byte, 0xa1, 0xfe) ? 1 : 0
}

function isBetween(byte: number, first: number, last: number): boolean {
  return byte >= first && byte <= last
}
