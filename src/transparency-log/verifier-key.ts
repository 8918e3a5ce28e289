import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8 } from '#base/bytes.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { isSmallOrder } from '#envelope/ed25519.ts'
import { LogError } from './log-error.ts'

/** What a key signs and how: each with its byte in C2SP signed-note and the lengths of its public key and of its signature, time included. */
export const signatureTypes = {
  /** A log's Ed25519 signature over the text itself (C2SP signed-note). */
  ed25519: { byte: 0x01, publicKeyBytes: 32, signatureBytes: 64 },
  /** A witness's Ed25519 cosignature, with a time (C2SP tlog-cosignature). */
  'ed25519-cosignature': { byte: 0x04, publicKeyBytes: 32, signatureBytes: 8 + 64 },
  /** An ML-DSA-44 signature of a log or a witness, with a time (C2SP tlog-cosignature). */
  'ml-dsa-44': { byte: 0x06, publicKeyBytes: 1312, signatureBytes: 8 + 2420 },
} as const

/** The name of a row of `signatureTypes`. */
export type SignatureType = keyof typeof signatureTypes

/** The public half of a key of a log or a witness. */
export type VerifierKey = {
  /** Name of its holder; a log's is its origin. At most 255 bytes, without spaces and plus signs. */
  readonly name: string
  /** Eight hexadecimal digits over name, type and public key. It tells keys apart and proves nothing. */
  readonly keyId: string
  readonly type: SignatureType
  readonly publicKey: Uint8Array
}

const keyIdBytes = 4
const longestName = 255
const longestEncodedKey = 1752

/**
 * Returns the verifier key of the holder `name`.
 *
 * @throws {LogError} `KEY_NAME_REFUSED` for an empty or too long name, or one with spaces, plus signs or control characters; `KEY_REFUSED`
 *   for a public key of another length, or an Ed25519 key of small order, under which one signature fits any text.
 */
export function verifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name))
    throw new LogError('KEY_NAME_REFUSED', `Cannot use the key name "${name.slice(0, 60)}": expected no space and no plus`)
  const { byte, publicKeyBytes } = signatureTypes[type]
  if (publicKey.length !== publicKeyBytes || (type !== 'ml-dsa-44' && isSmallOrder(publicKey))) {
    throw new LogError('KEY_REFUSED', `Cannot use the key of ${name}: expected ${publicKeyBytes} bytes and a sound ${type} key`)
  }
  const keyId = sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(byte), publicKey))
    .slice(0, keyIdBytes)
    .toHex()
  return { name, keyId, type, publicKey }
}

/** Returns `key` as C2SP signed-note writes verifier keys: name, key id and base64 of type and public key, joined by plus signs. */
export function formatVerifierKey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${keyId}+${concatBytes(Uint8Array.of(signatureTypes[type].byte), publicKey).toBase64()}`
}

/**
 * Returns the verifier key that `text` writes.
 *
 * @throws {LogError} `KEY_MALFORMED` unless it is the one text of a key of a known type, key id included; `KEY_NAME_REFUSED` and
 *   `KEY_REFUSED` as `verifierKey` throws them.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const { name = '', encoded = '' } = /^(?<name>[^+]*)\+[0-9a-f]{8}\+(?<encoded>.*)$/.exec(text)?.groups ?? {}
  const bytes = canonicalBase64(encoded, longestEncodedKey)
  const type = typeOfByte(bytes?.[0])
  if (bytes === null || type === null) throw malformedKey(text)
  const key = verifierKey(name, type, bytes.slice(1))
  // The key id is computed, not believed.
  if (formatVerifierKey(key) !== text) throw malformedKey(text)
  return key
}

function malformedKey(text: string): LogError {
  return new LogError('KEY_MALFORMED', `Cannot read the verifier key "${text.slice(0, 40)}": expected name+keyid+base64 of a known type`)
}

function typeOfByte(byte: number | undefined): SignatureType | null {
  const types = Object.keys(signatureTypes) as SignatureType[]
  return types.find((type) => signatureTypes[type].byte === byte) ?? null
}

/** Tells whether `name` may stand for a key: C2SP signed-note, and short enough for the messages that carry it behind one byte of length. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\u0000-\u001f\u007f\u0085+]/.test(name) && utf8(name).length <= longestName
}
