import { utf8 } from '#base/bytes.ts'
import { EnvelopeError } from './envelope-error.ts'
import { unwrapWithPassphrase, wrapForPassphrase, type PersonalKey } from './personal-key.ts'
import { readPrintedCode } from './printed-code.ts'

/** What unlocks one slot in which a personal key lies wrapped. */
export type SlotSecret =
  /** `prf` is the 32 bytes that the passkey gives for {@link prfInput}. */
  | { readonly kind: 'passkey'; readonly prf: Uint8Array }
  | { readonly kind: 'printed-code'; readonly code: string }
  | { readonly kind: 'passphrase'; readonly words: string }

const prfBytes = 32
const lookupBytes = 16

// A derived secret has at least 128 bits of its own: stretching it would only cost its owner time.
const unstretched = { workFactor: 10 }

/** Returns what a passkey is asked for (`prf.eval.first`, WebAuthn section 10.1.4). It is the same everywhere: no two passkeys answer alike. */
export function prfInput(): Uint8Array<ArrayBuffer> {
  return utf8('noroshi-slot-1')
}

/**
 * Returns `key` wrapped so that `secret` alone unwraps it: base64 of an age file.
 *
 * @throws {EnvelopeError} `PASSPHRASE_REFUSED` for an empty passphrase, or for a passkey's answer that is not 32 bytes.
 * @throws {PrintedCodeError} for a code that is none.
 */
export async function wrapInSlot(key: PersonalKey, secret: SlotSecret): Promise<string> {
  return wrapForPassphrase(key, await passphraseOf(secret), secret.kind === 'passphrase' ? {} : unstretched)
}

/**
 * Returns the key that `wrapInSlot` wrapped.
 *
 * @param wrapped Hostile: the caller compares the key with the public halves that it expects.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the secret is another one or the text was altered.
 * @throws {PrintedCodeError} for a code that was typed wrongly.
 */
export async function unwrapFromSlot(wrapped: string, secret: SlotSecret): Promise<PersonalKey> {
  return unwrapWithPassphrase(wrapped, await passphraseOf(secret))
}

/**
 * Returns under what a slot is kept that this printed code unlocks: 32 hexadecimal digits, from which nothing leads back to the code.
 *
 * @throws {PrintedCodeError} for a code that was typed wrongly.
 */
export async function lookupOfCode(typed: string): Promise<string> {
  const bytes = await derived(utf8(readPrintedCode(typed)), 'noroshi-slot-1 lookup')
  return bytes.subarray(0, lookupBytes).toHex()
}

async function passphraseOf(secret: SlotSecret): Promise<string> {
  switch (secret.kind) {
    case 'passphrase':
      return secret.words
    case 'printed-code':
      return (await derived(utf8(readPrintedCode(secret.code)), 'noroshi-slot-1 printed-code')).toBase64()
    case 'passkey':
      if (secret.prf.length !== prfBytes)
        throw new EnvelopeError('PASSPHRASE_REFUSED', `Cannot use the passkey: it gave ${secret.prf.length} bytes, expected ${prfBytes}`)
      return (await derived(Uint8Array.from(secret.prf), 'noroshi-slot-1 passkey')).toBase64()
  }
}

/** HKDF-SHA256 (RFC 5869) without salt; `purpose` keeps the kinds of slot apart. */
async function derived(secret: Uint8Array<ArrayBuffer>, purpose: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(purpose) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))
}
