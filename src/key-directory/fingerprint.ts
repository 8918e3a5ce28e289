import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '#base/bytes.ts'

const groups = 8
const groupDigits = 5

/** Returns the SHA-256 of `text` in hexadecimal. */
export function hashText(text: string): string {
  return sha256(utf8(text)).toHex()
}

/**
 * Returns the fingerprint of a person's public keys: SHA-256 in hexadecimal. Two people compare it before one of them is let in.
 *
 * @param keys.recipient Hybrid age recipient.
 * @param keys.signing Ed25519 public key, base64.
 */
export function personFingerprint(keys: { readonly recipient: string; readonly signing: string }): string {
  return hashText(`noroshi-person-key-1\n${keys.recipient}\n${keys.signing}\n`)
}

/**
 * Returns a SHA-256 in the form in which people compare it: eight groups of five digits, 132 bits of it, which are read aloud alike in every language.
 *
 * Whoever wants another key with the same digits has to try 2^132 of them.
 */
export function fingerprintGroups(hash: string): readonly string[] {
  const digits = groups * groupDigits
  const number = BigInt(`0x${hash}`) % 10n ** BigInt(digits)
  return number.toString().padStart(digits, '0').match(/\d{5}/g) ?? []
}

/** Returns the digits of a fingerprint in one line, groups apart. */
export function formatFingerprint(hash: string): string {
  return fingerprintGroups(hash).join(' ')
}

/** Tells whether a person typed the digits of `hash`; spaces and full-width digits do not matter. */
export function isFingerprint(typed: string, hash: string): boolean {
  return typed.normalize('NFKC').replaceAll(/[\s-]/g, '') === fingerprintGroups(hash).join('')
}
