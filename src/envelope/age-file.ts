import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { concatBytes } from '#base/bytes.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'

// The only file that calls the age library (https://age-encryption.org/v1). It narrows age to files with exactly one stanza: either
// ML-KEM-768 with X25519 ("hybrid"), or scrypt. The library itself would take classical and hybrid recipients side by side, try a flood
// of stanzas one by one, and stretch a passphrase as long as the file asks.

const recipientForm = /^age1pq1[02-9ac-hj-np-z]{1952}$/
const identityForm = /^AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}$/

const base64 = '[A-Za-z0-9+/]'
const hybridHeader = new RegExp(`^age-encryption\\.org/v1\n-> mlkem768x25519 ${base64}{1494}\n${base64}{43}\n--- ${base64}{43}\n`)
const scryptHeader = new RegExp(
  `^age-encryption\\.org/v1\n-> scrypt ${base64}{22} (?<workFactor>[1-9][0-9]?)\n${base64}{43}\n--- ${base64}{43}\n`,
)
const longestHeaderBytes = 1627

// Of the payload (age specification, "Payload"): a nonce, then chunks, each with a tag.
const nonceBytes = 16
const chunkBytes = 64 * 1024
const tagBytes = 16

const workFactors = { least: 10, usual: 18, most: 18 }

/** Length in characters of every hybrid age identity. */
export const identityLength = 77

/** A hybrid age key pair, in the text forms of the age specification. */
export type AgeKeyPair = {
  /** `AGE-SECRET-KEY-PQ-1…` */
  readonly identity: string
  /** `age1pq1…` */
  readonly recipient: string
}

/** Tells whether `text` has the form of a hybrid identity. */
export function isIdentity(text: string): boolean {
  return identityForm.test(text)
}

/** Returns a fresh hybrid key pair. */
export async function generateKeyPair(): Promise<AgeKeyPair> {
  const identity = await generateHybridIdentity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/**
 * Returns the recipient that belongs to a hybrid `identity`.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if `identity` is no hybrid identity.
 */
export async function recipientOf(identity: string): Promise<string> {
  if (!identityForm.test(identity)) throw unreadable()
  try {
    return await identityToRecipient(identity)
  } catch {
    throw unreadable()
  }
}

/**
 * Returns `plaintext` as an age file for one hybrid `recipient`.
 *
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if `recipient` is not `age1pq1…`; classical `age1…` recipients are refused too.
 */
export async function encryptFor(recipient: string, plaintext: Uint8Array): Promise<Uint8Array> {
  // The message does not repeat the value: somebody may have put a secret key in its place.
  const refused = 'Cannot encrypt to this recipient: expected a hybrid one, age1pq1…'
  if (!recipientForm.test(recipient)) throw new EnvelopeError('RECIPIENT_REFUSED', refused)
  try {
    const encrypter = new Encrypter()
    encrypter.addRecipient(recipient)
    return await encrypter.encrypt(plaintext)
  } catch (cause) {
    throw new EnvelopeError('RECIPIENT_REFUSED', refused, { cause })
  }
}

/**
 * Returns the plaintext of an age file that was encrypted to one hybrid recipient.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for every other file, for every other identity, and for any altered byte.
 */
export async function decryptWith(identity: string, file: Uint8Array): Promise<Uint8Array> {
  if (!identityForm.test(identity) || !hybridHeader.test(headerText(file))) throw unreadable()
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(identity)
    return await decrypter.decrypt(file)
  } catch {
    throw unreadable()
  }
}

/**
 * Returns `plaintext` as an age file for one hybrid `recipient`, piece by piece; at most a few chunks of 64 KiB are in memory.
 *
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` as {@link encryptFor}.
 */
export async function encryptStreamFor(recipient: string, plaintext: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  if (!recipientForm.test(recipient))
    throw new EnvelopeError('RECIPIENT_REFUSED', 'Cannot encrypt to this recipient: expected a hybrid one')
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return await encrypter.encrypt(plaintext)
}

/**
 * Returns the plaintext of an age file that was encrypted to one hybrid recipient, piece by piece. What comes out of it is what was put in, but
 * only its end tells that nothing was cut off.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for every other file and identity. The stream fails with whatever the library throws once a later
 *   byte turns out to be altered.
 */
export async function decryptStreamWith(identity: string, file: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const { head, whole } = await withHead(file)
  if (!identityForm.test(identity) || !hybridHeader.test(headerText(head))) throw unreadable()
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(identity)
    return await decrypter.decrypt(whole)
  } catch {
    throw unreadable()
  }
}

/** Returns the first bytes of a stream, enough for every header that we take, and the same stream from its beginning. */
async function withHead(file: ReadableStream<Uint8Array>): Promise<{ head: Uint8Array; whole: ReadableStream<Uint8Array> }> {
  const reader = file.getReader()
  let head = new Uint8Array(0)
  while (head.length < longestHeaderBytes) {
    const { value, done } = await reader.read()
    if (done) break
    head = concatBytes(head, value)
  }
  let isFirst = true
  const whole = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (isFirst) {
        isFirst = false
        controller.enqueue(head)
        return
      }
      const { value, done } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { head, whole }
}

/** Returns how many bytes an age file for one hybrid recipient has whose plaintext has this many. */
export function hybridFileBytes(plaintextBytes: number): number {
  const chunks = Math.max(1, Math.ceil(plaintextBytes / chunkBytes))
  return longestHeaderBytes + nonceBytes + plaintextBytes + chunks * tagBytes
}

/**
 * Returns `plaintext` as an age file under a passphrase.
 *
 * @param options.workFactor Base-2 logarithm of the scrypt cost, 10 to 18; 18 without it (256 MiB and about two seconds). Each step below
 *   halves what a guess costs a thief.
 * @throws {EnvelopeError} `PASSPHRASE_REFUSED` for an empty passphrase; `WORK_FACTOR_REFUSED` outside 10 to 18.
 */
export async function encryptWithPassphrase(
  passphrase: string,
  plaintext: Uint8Array,
  options: { readonly workFactor?: number | undefined } = {},
): Promise<Uint8Array> {
  const workFactor = options.workFactor ?? workFactors.usual
  if (passphrase === '') throw new EnvelopeError('PASSPHRASE_REFUSED', 'Cannot encrypt: the passphrase is empty')
  if (!isAllowed(workFactor)) {
    const expected = `${workFactors.least} to ${workFactors.most}`
    throw new EnvelopeError('WORK_FACTOR_REFUSED', `Cannot encrypt with work factor ${workFactor}: expected ${expected}`)
  }
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(workFactor)
  encrypter.setPassphrase(prepared(passphrase))
  return await encrypter.encrypt(plaintext)
}

/**
 * Returns the plaintext of an age file that was encrypted under `passphrase`.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for every other file or passphrase, and for a work factor that we do not write: a hostile
 *   server must not make a browser spend a gigabyte.
 */
export async function decryptWithPassphrase(passphrase: string, file: Uint8Array): Promise<Uint8Array> {
  const workFactor = Number(scryptHeader.exec(headerText(file))?.groups?.['workFactor'])
  if (!isAllowed(workFactor)) throw unreadable()
  const decrypter = new Decrypter()
  try {
    decrypter.addPassphrase(prepared(passphrase))
    return await decrypter.decrypt(file)
  } catch {
    throw unreadable()
  }
}

function isAllowed(workFactor: number): boolean {
  return Number.isInteger(workFactor) && workFactor >= workFactors.least && workFactor <= workFactors.most
}

/** Returns the passphrase in the one form that every keyboard and system agrees on (RFC 8265 section 4.2.2, rule 4). */
function prepared(passphrase: string): string {
  return passphrase.normalize('NFC')
}

function headerText(file: Uint8Array): string {
  return String.fromCharCode(...file.subarray(0, longestHeaderBytes))
}
