import { utf8 } from '#base/bytes.ts'
import { decryptWithPassphrase, encryptWithPassphrase, generateKeyPair } from './age-file.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { generateSeed, publicKeyOf } from './ed25519.ts'
import { unreadable } from './envelope-error.ts'

/** The secret keys of one person. They are made on the person's machine and leave it only wrapped. */
export type PersonalKey = {
  /** Hybrid age identity, `AGE-SECRET-KEY-PQ-1…`. */
  readonly encryption: string
  /** Ed25519 seed, 32 bytes. */
  readonly signing: Uint8Array
}

/** The public keys of one person. */
export type PublicKeys = {
  /** Hybrid age recipient, `age1pq1…`. */
  readonly recipient: string
  /** Ed25519 public key, base64 of 32 bytes. */
  readonly signing: string
}

const longestWrapped = 1024
const wrappedForm = /^noroshi-personal-key-1\n(?<encryption>AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58})\n(?<signing>[A-Za-z0-9+/]{43}=)\n$/

/** Returns fresh keys for one person. */
export async function generatePersonalKey(): Promise<{ secret: PersonalKey; public: PublicKeys }> {
  const { identity, recipient } = await generateKeyPair()
  const seed = generateSeed()
  return { secret: { encryption: identity, signing: seed }, public: { recipient, signing: await publicKeyOf(seed) } }
}

/**
 * Returns `secret` encrypted under `passphrase`: base64 of an age file.
 *
 * @param options.workFactor Base-2 logarithm of the scrypt cost, 10 to 18; 18 without it (256 MiB, about two seconds, and the thread is
 *   busy all the while). Only demonstrations and tests should go below.
 * @throws {EnvelopeError} `PASSPHRASE_REFUSED` for an empty passphrase; `WORK_FACTOR_REFUSED` outside 10 to 18.
 */
export async function wrapForPassphrase(
  secret: PersonalKey,
  passphrase: string,
  options: { readonly workFactor?: number } = {},
): Promise<string> {
  const content = utf8(`noroshi-personal-key-1\n${secret.encryption}\n${secret.signing.toBase64()}\n`)
  return (await encryptWithPassphrase(passphrase, content, options)).toBase64()
}

/**
 * Returns the keys that `wrapForPassphrase` wrapped.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the passphrase is wrong, the text was altered, or its work factor is outside 10 to 18.
 */
export async function unwrapWithPassphrase(wrapped: string, passphrase: string): Promise<PersonalKey> {
  const file = canonicalBase64(wrapped, longestWrapped)
  if (file === null) throw unreadable()
  const content = await decryptWithPassphrase(passphrase, file)
  const { encryption, signing: seed } = wrappedForm.exec(String.fromCharCode(...content))?.groups ?? {}
  const signing = canonicalBase64(seed, 44)
  if (encryption === undefined || signing === null) throw unreadable()
  return { encryption, signing }
}
