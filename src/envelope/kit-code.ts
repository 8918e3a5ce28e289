import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, randomBytes, utf8 } from '#base/bytes.ts'
import { publicKeyOf } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'

// Crockford's base 32: no I, L, O or U, so that nothing is misread on paper or misheard on the telephone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const secretBytes = 16
const secretCharacters = 26
const checkCharacters = 4
const groupLength = 5
const writtenForm = new RegExp(`^[${alphabet}]{${secretCharacters + checkCharacters}}$`)
// What people type for these digits.
const lookAlikes: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }

/** A one-time code of an operator's kit: 128 random bits. Whoever has it can file one report for that operator. */
export type KitCode = Uint8Array<ArrayBuffer>

/** The key that a code stands for. */
export type KitCodeKey = {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array<ArrayBuffer>
  /** Ed25519 public key, base64 of 32 bytes: all that the server keeps of a code. */
  readonly publicKey: string
}

/** Returns a fresh code. */
export function generateKitCode(): KitCode {
  return randomBytes(secretBytes)
}

/** Returns `code` as it is printed: six groups of five characters with hyphens, the last four characters being a check over the others. */
export function formatKitCode(code: KitCode): string {
  const characters = encode(code, secretCharacters) + checkOf(code)
  return characters.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? ''
}

/**
 * Returns the code that a person typed, or null where it is none or holds a slip.
 *
 * Small letters, full-width characters, spaces and every kind of dash are fine; I and L count as 1, O as 0.
 */
export function readKitCode(text: string): KitCode | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212\u30fc-]/gu, '')
    .replace(/[ILO]/g, (letter) => lookAlikes[letter] ?? letter)
  if (!writtenForm.test(plain)) return null
  const code = decode(plain.slice(0, secretCharacters))
  return code !== null && checkOf(code) === plain.slice(secretCharacters) ? code : null
}

/**
 * Returns the signing key that `code` stands for: HKDF-SHA-256 (RFC 5869) without salt, with the info `noroshi-kit-code-1`.
 *
 * @throws {EnvelopeError} `SIGNING_KEY_REFUSED` if `code` is not 16 bytes long.
 */
export async function kitCodeKey(code: KitCode): Promise<KitCodeKey> {
  if (code.length !== secretBytes) {
    throw new EnvelopeError('SIGNING_KEY_REFUSED', `Cannot derive a key from a code of ${code.length} bytes: expected ${secretBytes}`)
  }
  const material = await crypto.subtle.importKey('raw', code, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8('noroshi-kit-code-1') }
  const seed = new Uint8Array(await crypto.subtle.deriveBits(how, material, 256))
  return { seed, publicKey: await publicKeyOf(seed) }
}

function checkOf(code: KitCode): string {
  return encode(sha256(concatBytes(utf8('noroshi-kit-check-1\n'), code)), checkCharacters)
}

/** Returns the first `count` characters of `bytes` in base 32, five bits each; bits beyond the last byte are zero. */
function encode(bytes: Uint8Array, count: number): string {
  return Array.from({ length: count }, (_, at) => {
    const first = Math.floor((at * 5) / 8)
    const pair = ((bytes[first] ?? 0) << 8) | (bytes[first + 1] ?? 0)
    return alphabet[(pair >> (11 - ((at * 5) % 8))) & 31]
  }).join('')
}

/** Returns the bytes that `characters` write, or null where bits beyond the last byte are set: one code has one text. */
function decode(characters: string): KitCode | null {
  const bytes = new Uint8Array(secretBytes)
  for (const [at, character] of [...characters].entries()) {
    const value = alphabet.indexOf(character) << (11 - ((at * 5) % 8))
    const first = Math.floor((at * 5) / 8)
    bytes[first] = (bytes[first] ?? 0) | (value >> 8)
    if (first + 1 < secretBytes) bytes[first + 1] = (bytes[first + 1] ?? 0) | (value & 255)
    else if ((value & 255) !== 0) return null
  }
  return bytes
}
