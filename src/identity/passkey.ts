import { Buffer } from 'node:buffer'
import { uuidBytes } from '#base/uuid-bytes.ts'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import type { Passkey } from './passkey-store.ts'

// The only file that calls the WebAuthn library. What it verifies is the clause list of WebAuthn Level 3, sections 7.1 and 7.2.

/** The site to which passkeys belong. */
export type PasskeySite = { readonly origin: string; readonly rpId: string }

/** How a passkey is told to the browser. */
type KnownPasskey = { readonly credentialId: string; readonly transports: readonly string[] }

// Ed25519, ECDSA on P-256, RSA PKCS #1 v1.5 with SHA-256: what the passkeys of today sign with.
const algorithms = [-8, -7, -257]

/** How long a person may take to answer, in milliseconds. */
export const answerMilliseconds = 5 * 60_000

const clientDataLimits = { maxBytes: 4096, maxDepth: 4, maxKeys: 40 }

/** Returns the site of the public `origin`. A browser refuses passkeys for a bare address such as 127.0.0.1. */
export function passkeySite(origin: string): PasskeySite {
  return { origin, rpId: new URL(origin).hostname }
}

/** Returns what the browser needs to make a passkey; `known` ones are not made twice on one device. */
export async function creationOptions(
  person: { readonly id: string; readonly name: string },
  how: { readonly site: PasskeySite; readonly challenge: string; readonly known: readonly KnownPasskey[] },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: 'Noroshi',
    rpID: how.site.rpId,
    userID: userHandle(person.id),
    userName: person.name,
    userDisplayName: person.name,
    challenge: bytesOf(how.challenge),
    timeout: answerMilliseconds,
    attestationType: 'none',
    excludeCredentials: how.known.map(descriptor),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
}

/** Returns what the browser needs to ask a passkey; with none of `known`, any of this site may answer. */
export async function requestOptions(how: {
  readonly site: PasskeySite
  readonly challenge: string
  readonly known: readonly KnownPasskey[]
}): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: how.site.rpId,
    challenge: bytesOf(how.challenge),
    timeout: answerMilliseconds,
    userVerification: 'required',
    allowCredentials: how.known.map(descriptor),
  })
}

/** Returns the challenge that a browser's answer names, base64url, or null where it names none. Whether it was ever given is another question. */
export function challengeOf(clientDataJSON: string): string | null {
  try {
    const clientData = parseJson(bytesOf(clientDataJSON), clientDataLimits)
    const challenge = isJsonObject(clientData) ? clientData['challenge'] : null
    return typeof challenge === 'string' && /^[\w-]{43}$/.test(challenge) ? challenge : null
  } catch {
    return null
  }
}

/**
 * Returns the passkey that was made, or null where anything about the answer is not as it must be.
 *
 * @param response Hostile.
 */
export async function readCreation(
  response: RegistrationResponseJSON,
  how: { readonly site: PasskeySite; readonly challenge: string; readonly personId: string },
): Promise<Passkey | null> {
  try {
    // Who made the authenticator does not matter here, and certificates of strangers would have the library fetch what they name.
    const attestation = decodeAttestationObject(bytesOf(response.response.attestationObject))
    if (attestation.get('attStmt').get('x5c') !== undefined) return null
    if (attestation.get('fmt') !== 'none' && attestation.get('fmt') !== 'packed') return null
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      ...expectations(how),
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return null
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo
    return {
      credentialId: credential.id,
      personId: how.personId,
      publicKey: Uint8Array.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).map(String),
      mayBeCopied: credentialDeviceType === 'multiDevice',
      isCopied: credentialBackedUp,
    }
  } catch {
    return null
  }
}

/**
 * Returns the counter and the back-up state after a use of `passkey`, or null where anything about the answer is not as it must be.
 *
 * @param response Hostile.
 */
export async function readUse(
  response: AuthenticationResponseJSON,
  passkey: Passkey,
  how: { readonly site: PasskeySite; readonly challenge: string },
): Promise<{ readonly counter: number; readonly isCopied: boolean } | null> {
  const { userHandle: handle } = response.response
  if (handle !== undefined && handle !== Buffer.from(userHandle(passkey.personId)).toString('base64url')) return null
  const credential = { id: passkey.credentialId, publicKey: passkey.publicKey, counter: passkey.counter }
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({ response, credential, ...expectations(how) })
    return verified ? { counter: authenticationInfo.newCounter, isCopied: authenticationInfo.credentialBackedUp } : null
  } catch {
    return null
  }
}

function expectations({ site, challenge }: { readonly site: PasskeySite; readonly challenge: string }) {
  return { expectedChallenge: challenge, expectedOrigin: site.origin, expectedRPID: site.rpId, requireUserVerification: true }
}

function descriptor({ credentialId, transports }: KnownPasskey): { id: string; transports: string[] } {
  return { id: credentialId, transports: [...transports] }
}

/** The id of the person as bytes: nothing in it names anybody (WebAuthn section 14.6.1). */
function userHandle(personId: string): Uint8Array<ArrayBuffer> {
  return uuidBytes(personId)
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(base64url, { alphabet: 'base64url' })
}
