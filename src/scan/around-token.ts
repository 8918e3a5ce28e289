import { divides, divisions, isWordByte, lowerCase, tokenKinds } from './log-byte.ts'

const backslash = 0x5c
const colon = 0x3a
const dot = 0x2e

/** A value and where in it the token stands by which it was found. */
export type Surrounded = { readonly text: Uint8Array; readonly place: number }

/**
 * Tells whether the whole value stands around its token, as a word of its own.
 *
 * @param bytes The log; `start` is where the token begins in it. Where the value has a backslash, the log may have it doubled, as JSON does.
 */
export function standsAround(bytes: Uint8Array, start: number, { text, place }: Surrounded): boolean {
  let before = start - 1
  for (let at = place - 1; at >= 0; at--) {
    if (lowerCase[bytes[before] ?? 0] !== text[at]) return false
    if (text[at] === backslash && bytes[before - 1] === backslash && text[at - 1] !== backslash) before--
    before--
  }
  let after = start
  for (let at = place; at < text.length; at++) {
    if (lowerCase[bytes[after] ?? 0] !== text[at]) return false
    if (text[at] === backslash && bytes[after + 1] === backslash && text[at + 1] !== backslash) after++
    after++
  }
  return !(isWordByte(text[0]) && isWordByte(bytes[before])) && !(isWordByte(text.at(-1)) && isWordByte(bytes[after]))
}

/** Tells whether the bracket at `at` may be part of a defanged sign, as in `evil[.]example`, `hxxp[:]//` or `evil(dot)example`. */
export function opensDefanged(bytes: Uint8Array, at: number): boolean {
  const next = lowerCase[bytes[at + 1] ?? 0]
  if (next === 0x2e || next === colon || next === 0x40) return true
  const isWord = next === 0x64 || next === 0x61 || next === 0x20
  return isWord && [at + 3, at + 4, at + 5, at + 6].some((end) => closes(bytes[end]))
}

/** Tells whether a character that changes how a name reads begins at `at`: a full-width sign beside or as a dot, or an invisible one. */
export function beginsDisguise(bytes: Uint8Array, at: number): boolean {
  const [first, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2] ?? 0]
  if (first === 0xef)
    return (
      (second === 0xbc && third === 0x8e) ||
      ((second === 0xbc || second === 0xbd) && (bytes[at - 1] === dot || bytes[at + 3] === dot)) ||
      second === 0xbb
    )
  if (first === 0xe2) return (second === 0x80 && third >= 0x8b && third <= 0x8d) || (second === 0x81 && third === 0xa0)
  return first === 0xc2 && second === 0xad
}

function closes(byte: number | undefined): boolean {
  return byte === 0x29 || byte === 0x5d || byte === 0x7d
}

/** Tells whether the colon at `at` is the third with at most four signs between each two: times have two, addresses more. */
export function isThirdColon(bytes: Uint8Array, at: number): boolean {
  let colons = 1
  for (let back = at - 1, width = 0; back >= 0 && width <= 4; back--) {
    if (bytes[back] === colon) {
      if (++colons === 3) return true
      width = 0
    } else if ((tokenKinds[bytes[back] ?? 0] ?? 0) === 0 || divisions[bytes[back] ?? 0] === divides.line) return false
    else width++
  }
  return false
}
