type Alphabet = 'base64' | 'base64url'

/** How `fromBase64Text` reads, as `Uint8Array.fromBase64` takes it; the last characters are read strictly or loosely, never cut off. */
export type FromBase64Options = { readonly alphabet?: Alphabet; readonly lastChunkHandling?: 'strict' | 'loose' }

/** How `toBase64Text` writes, as `Uint8Array.prototype.toBase64` takes it. */
export type ToBase64Options = { readonly alphabet?: Alphabet; readonly omitPadding?: boolean }

/**
 * Returns the bytes of base64 text as `Uint8Array.fromBase64` does, on a Node without it.
 *
 * @throws {SyntaxError} for another character, padding in a wrong place, or, read strictly, missing padding and stray bits.
 */
export function fromBase64Text(
  text: string,
  { alphabet = 'base64', lastChunkHandling = 'loose' }: FromBase64Options = {},
): Uint8Array<ArrayBuffer> {
  const compact = text.replaceAll(/[\t\n\f\r ]/g, '')
  const bare = compact.replace(/={1,2}$/, '')
  const hasPadding = bare.length < compact.length
  const isStrict = lastChunkHandling === 'strict'
  const others = alphabet === 'base64' ? /[^A-Za-z0-9+/]/ : /[^A-Za-z0-9_-]/
  if (others.test(bare) || bare.length % 4 === 1 || (compact.length % 4 !== 0 && (hasPadding || isStrict))) throw malformed()
  const bytes = new Uint8Array(Buffer.from(bare, alphabet))
  if (isStrict && toBase64Text(bytes, { alphabet, omitPadding: true }) !== bare) throw malformed()
  return bytes
}

/** Returns `bytes` as base64 text as `Uint8Array.prototype.toBase64` does, on a Node without it. */
export function toBase64Text(bytes: Uint8Array, { alphabet = 'base64', omitPadding = false }: ToBase64Options = {}): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(alphabet)
  const bare = text.replace(/=+$/, '')
  return omitPadding ? bare : bare.padEnd(Math.ceil(bare.length / 4) * 4, '=')
}

function malformed(): SyntaxError {
  return new SyntaxError('Cannot read base64 text: expected characters of its alphabet, and padding at the end alone')
}
