import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { CodedError } from '#base/coded-error.ts'
import { randomBytes } from '#base/bytes.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { prfInput } from '#envelope/slot-secret.ts'

/** Why a passkey could not be made or used. */
export type PasskeyErrorCode =
  /** The browser knows no passkeys, or not at this address. */
  | 'PASSKEY_UNSUPPORTED'
  /** The person gave up, waited too long, or has no passkey that fits; browsers do not say which. */
  | 'PASSKEY_CANCELLED'
  /** This device or security key holds one for this person already. */
  | 'PASSKEY_KNOWN'
  /** The passkey signs in, but cannot unlock a key: it lacks the extension `prf`. */
  | 'PASSKEY_WITHOUT_PRF'

/** A passkey that was not made or not used. */
export class PasskeyError extends CodedError<PasskeyErrorCode> {}

type Extensions = { readonly prf?: { readonly enabled?: boolean; readonly results?: { readonly first?: unknown } } }

/** A passkey as the server and the browser know it. */
export type PasskeyReference = { readonly credentialId: string; readonly transports: readonly string[] }

/**
 * Has the browser make a passkey and returns its answer for the server, with the 32 bytes that it gives to wrap the key.
 *
 * @throws {PasskeyError}
 */
export async function createPasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<{ created: JsonObject; prf: Uint8Array; reference: PasskeyReference }> {
  refuseWithoutSupport()
  // Asked with an input from the start: an empty request is refused by Windows Hello.
  const answer = await startRegistration({ optionsJSON: { ...options, extensions: prfRequest() } }).catch(throwKnown)
  const { prf } = answer.clientExtensionResults as Extensions
  const reference = { credentialId: answer.id, transports: (answer.response.transports ?? []).map(String) }
  if (prf?.enabled !== true) {
    await tellUnused(reference.credentialId)
    throw withoutPrf()
  }
  // Many authenticators give the value only when they are used.
  const first = prf.results?.first === undefined ? await askPasskey(reference) : bytesOfPrf(prf.results.first)
  const { clientDataJSON, attestationObject } = answer.response
  const response = { clientDataJSON, attestationObject, transports: [...reference.transports] }
  // What the extension gave unlocks the key: it is left out by name, not by luck.
  const created = { id: answer.id, rawId: answer.rawId, type: answer.type, clientExtensionResults: {}, response }
  return { created, prf: first, reference }
}

/**
 * Has a passkey answer the server's challenge, and returns the answer with the 32 bytes that unlock the key; null where it gives none.
 *
 * @throws {PasskeyError}
 */
export async function answerWithPasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
): Promise<{ used: JsonObject; prf: Uint8Array | null }> {
  refuseWithoutSupport()
  const answer = await startAuthentication({ optionsJSON: { ...options, extensions: prfRequest() } }).catch(throwKnown)
  const { prf } = answer.clientExtensionResults as Extensions
  const { clientDataJSON, authenticatorData, signature, userHandle } = answer.response
  const response = { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) }
  const used = { id: answer.id, rawId: answer.rawId, type: answer.type, clientExtensionResults: {}, response }
  return { used, prf: prf?.results?.first === undefined ? null : bytesOfPrf(prf.results.first) }
}

/**
 * Returns the 32 bytes by which this very passkey unlocks the key; nothing is sent anywhere.
 *
 * @throws {PasskeyError}
 */
export async function askPasskey({ credentialId, transports }: PasskeyReference): Promise<Uint8Array> {
  const { prf } = await answerWithPasskey({
    // Nobody looks at the answer, only at what the extension gives.
    challenge: randomBytes(32).toBase64({ alphabet: 'base64url', omitPadding: true }),
    userVerification: 'required',
    allowCredentials: [{ id: credentialId, type: 'public-key', transports: [...transports] }],
  })
  if (prf === null) throw withoutPrf()
  return prf
}

function prfRequest() {
  return { prf: { eval: { first: prfInput() } } }
}

/** Hostile where an extension of the browser stands in for it: some give a list of numbers. */
function bytesOfPrf(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value)) return Uint8Array.from(value, Number)
  throw withoutPrf()
}

function refuseWithoutSupport(): void {
  if (!browserSupportsWebAuthn()) throw new PasskeyError('PASSKEY_UNSUPPORTED', 'This browser cannot use passkeys here')
}

function withoutPrf(): PasskeyError {
  return new PasskeyError('PASSKEY_WITHOUT_PRF', 'This passkey cannot unlock a key: it lacks the extension prf')
}

/** Lets the browser offer to delete a passkey that no server will ever ask for. */
async function tellUnused(credentialId: string): Promise<void> {
  const signal: unknown = Reflect.get(PublicKeyCredential, 'signalUnknownCredential')
  if (typeof signal === 'function')
    await Promise.resolve(signal.call(PublicKeyCredential, { rpId: location.hostname, credentialId })).catch(() => {})
}

function throwKnown(cause: unknown): never {
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'InvalidStateError') throw new PasskeyError('PASSKEY_KNOWN', 'This device holds a passkey for you already', { cause })
  if (name === 'NotSupportedError' || name === 'SecurityError')
    throw new PasskeyError('PASSKEY_UNSUPPORTED', 'This browser or device cannot use passkeys here', { cause })
  if (name === 'ConstraintError') throw new PasskeyError('PASSKEY_UNSUPPORTED', 'This device cannot verify who uses it', { cause })
  throw new PasskeyError('PASSKEY_CANCELLED', 'No passkey answered', { cause })
}
