import { mayBeDoubleByte } from './double-byte.ts'
import { unicodeLabel } from './punycode.ts'

/**
 * Returns `text` and everything that it holds in encoded form: percent and backslash escapes, character references, quoted-printable, base64,
 * base32, hexadecimal, international domain labels, text read in the wrong character set, letters turned by 13. What is decoded is decoded once more.
 *
 * Bytes are read as UTF-8, UTF-16, Shift_JIS and EUC-JP; of bytes that are not text throughout, the pieces are read that are. Decoded fragments of one
 * kind are joined by full stops of Japanese, across which nothing is found.
 */
export function readings(text: string): string[] {
  const all = new Set([text])
  for (const once of decodings(text, [0, 1, 2, 3])) {
    all.add(once)
    for (const twice of decodings(once, [0])) all.add(twice)
  }
  // Digests and addresses are spared: they have no letter beyond F.
  if (/[g-z]/iu.test(text)) all.add(turnBy13(text))
  return [...all]
}

/** @param starts From which characters on a long text in base64 is read. */
function decodings(text: string, starts: readonly number[]): string[] {
  return [
    ...unescapeBytes(text, /%([0-9a-f]{2})/giu),
    ...unescapeBytes(text, /[\\/]x([0-9a-f]{2})/giu),
    unescapeOctal(text),
    ...unescapeBytes(text.replaceAll(/=\r?\n/gu, ''), /=([0-9a-f]{2})/giu),
    unescapeCodePoints(text),
    unicodeLabels(text),
    rereadAsUtf8(text),
    ...textsOf(base64Tokens(text, starts)),
    ...textsOf(hexTokens(text)),
    ...textsOf(base32Tokens(text), ['utf-8', 'utf-16le']),
  ].filter((reading) => reading !== '' && reading !== text)
}

type Charset = 'utf-8' | 'shift_jis' | 'euc-jp' | 'utf-16le' | 'utf-16be'

const byteCharsets = ['utf-8', 'shift_jis', 'euc-jp'] as const
const charsets = [...byteCharsets, 'utf-16le', 'utf-16be'] as const

const decoders: ReadonlyMap<Charset, TextDecoder> = new Map(charsets.map((charset) => [charset, new TextDecoder(charset, { fatal: true })]))

// Any two bytes are a unit of UTF-16. Only units that Japanese and English texts use count as text, or every hash would be one.
const plausibleUtf16 = /^[\t\n\r\u0020-\u007e\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]$/u

function decodeAs(charset: Charset, bytes: Uint8Array): string | null {
  if (charset === 'utf-16le' || charset === 'utf-16be') return decodeUtf16(charset, bytes)
  return bytes.some(isControl) || (charset !== 'utf-8' && !mayBeDoubleByte(charset, bytes)) ? null : decodeBytes(charset, bytes)
}

const lenient = new TextDecoder('utf-8')
const encoder = new TextEncoder()

/** Shorter pieces than this are found in every digest. */
const shortestPiece = 6

/** Returns bytes as UTF-8, or its pieces among bytes that may hold anything, such as a configuration between numbers, or a text whose ends are cut off. */
function utf8In(bytes: Uint8Array): string | null {
  const text = lenient.decode(bytes)
  if (!bytes.some(isControl) && (!text.includes('\ufffd') || sameBytes(encoder.encode(text), bytes))) return text
  const pieces = text
    .split(/[\ufffd\u0000-\u0008\u000b\u000c\u000e-\u001f]+/u)
    .filter((piece) => piece.length >= shortestPiece || /[\u3040-\u9fff]{2}/u.test(piece))
  return pieces.length === 0 ? null : pieces.join('。')
}

// A fault is dear to make, and most of what looks encoded is a hash: bytes that cannot be text are refused before they are decoded.
function decodeUtf16(charset: 'utf-16le' | 'utf-16be', bytes: Uint8Array): string | null {
  const low = charset === 'utf-16le' ? 0 : 1
  for (let at = 0; at < bytes.length; at += 2) {
    const unit = (bytes[at + low] ?? 0) + (bytes[at + 1 - low] ?? 0) * 256
    if (!plausibleUtf16.test(String.fromCharCode(unit))) return null
  }
  return decodeBytes(charset, bytes)
}

function decodeBytes(charset: Charset, bytes: Uint8Array): string | null {
  try {
    return decoders.get(charset)?.decode(bytes) ?? null
  } catch {
    // Not text in this character set.
    return null
  }
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d
}

/** Returns `text` with escaped bytes decoded, once for every character set that gives something new. */
function unescapeBytes(text: string, escape: RegExp): string[] {
  if (text.search(escape) < 0) return []
  return byteCharsets.map((charset) =>
    text.replaceAll(/[\u0000-\u007f]+/gu, (ascii) => decodeAs(charset, escapedBytes(ascii, escape)) ?? ascii),
  )
}

function escapedBytes(ascii: string, escape: RegExp): Uint8Array {
  // A pattern with one group splits into text, digits, text, digits, and so on.
  const bytes = ascii
    .split(escape)
    .flatMap((part, index) => (index % 2 === 1 ? [Number.parseInt(part, 16)] : [...part].map((character) => character.charCodeAt(0))))
  return Uint8Array.from(bytes)
}

function unescapeOctal(text: string): string {
  return text.replaceAll(/(?:[\\/][0-3][0-7]{2}){2,}/gu, (run) => {
    const bytes = run
      .split(/[\\/]/u)
      .slice(1)
      .map((digits) => Number.parseInt(digits, 8))
    return decodeAs('utf-8', Uint8Array.from(bytes)) ?? run
  })
}

const codePoints = /[\\/]u\{?([0-9a-f]{4,6})\}?|%u([0-9a-f]{4})|&#x([0-9a-f]{1,6});|\bU\+([0-9a-f]{4,6})|&#([0-9]{1,7});/giu

function unescapeCodePoints(text: string): string {
  return text.replaceAll(codePoints, (whole, ...groups: (string | undefined)[]) => {
    const hexadecimal = groups.slice(0, 4).find((digits) => digits !== undefined)
    const point = hexadecimal === undefined ? Number(groups[4]) : Number.parseInt(hexadecimal, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

function unicodeLabels(text: string): string {
  return text.replaceAll(/\bxn--[a-z0-9-]+/giu, (label) => unicodeLabel(label) ?? label)
}

const windows1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte] as const),
)

/** Returns `text` with what UTF-8 looks like to a program that takes it for Windows-1252 put right. */
function rereadAsUtf8(text: string): string {
  return text.replaceAll(/[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}/gu, (run) => {
    const bytes = [...run].map((character) => windows1252.get(character))
    const known = bytes.filter((byte) => byte !== undefined)
    return known.length === bytes.length ? (decodeAs('utf-8', Uint8Array.from(known)) ?? run) : run
  })
}

const longBase64 = 12

function base64Tokens(text: string, starts: readonly number[]): Uint8Array[] {
  // Both cases are written out: regardless of case, `[a-z]` takes the sign of kelvin and the long s in, which are no digits.
  const unwrapped = text.replaceAll(/(?<=[A-Za-z0-9+/]{16})\r?\n[\t ]*(?=[A-Za-z0-9+/])/gu, '')
  const forms = [/[A-Za-z0-9+/]{6,}/gu, /[\w-]{6,}/gu, /[A-Za-z0-9+]{6,}/gu]
  const tokens = new Set(forms.flatMap((form) => [...unwrapped.matchAll(form)]).map(([token]) => token))
  // Where a long one begins is uncertain: a slash may divide a path or be a digit.
  return [...tokens].flatMap((token) =>
    token.length < longBase64 ? [fromBase64(token)] : starts.map((start) => fromBase64(token.slice(start))),
  )
}

function fromBase64(token: string): Uint8Array {
  // A last character alone holds six bits only, which are no byte.
  const whole = token.length % 4 === 1 ? token.slice(0, -1) : token
  return Uint8Array.fromBase64(whole.replaceAll('+', '-').replaceAll('/', '_'), { alphabet: 'base64url' })
}

const base32Digits = 'abcdefghijklmnopqrstuvwxyz234567'

/** Host names have no case, so that data in them is written in base32 (RFC 4648, section 6). */
function base32Tokens(text: string): Uint8Array[] {
  return [...text.matchAll(/(?<![A-Za-z0-9])[A-Za-z2-7]{8,}(?![A-Za-z0-9])/gu)].map(([token]) => {
    const bytes: number[] = []
    let [bits, held] = [0, 0]
    for (const digit of token.toLowerCase()) {
      bits = ((bits << 5) | base32Digits.indexOf(digit)) & 0xfff
      held += 5
      if (held < 8) continue
      held -= 8
      bytes.push((bits >> held) & 0xff)
    }
    return Uint8Array.from(bytes)
  })
}

function hexTokens(text: string): Uint8Array[] {
  return [...text.matchAll(/(?:(?:0x|\\x)?[0-9a-f]{2}[\s:,;-]{0,2}){4,}/giu)].map(([token]) =>
    Uint8Array.fromHex(token.replaceAll(/0x|\\x|[^0-9a-f]/giu, '')),
  )
}

/** Returns, for every character set, the fragments that are text in it. */
function textsOf(fragments: readonly Uint8Array[], among: readonly Charset[] = charsets): string[] {
  return among.map((charset) =>
    fragments
      .map((bytes) => (charset === 'utf-8' ? utf8In(bytes) : decodeAs(charset, bytes)))
      .filter((text) => text !== null)
      .join('。'),
  )
}

function turnBy13(text: string): string {
  return text.replaceAll(/[a-z]/giu, (letter) => {
    const first = letter <= 'Z' ? 0x41 : 0x61
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first)
  })
}
