import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { randomBytes } from 'node:crypto'
import { isSlotProof } from '#envelope/slot-proof.ts'
import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import type { Clock } from '#runtime/clock.ts'
import type { PersonActor } from './actor.ts'
import { insertChallenge, takeChallenge, type Challenge } from './challenge-store.ts'
import { hashCredential, newSessionValue } from './credential.ts'
import { deleteEndedSessions, deleteSession, insertSession, renewSession } from './identity-store.ts'
import { newestKeyOfPerson } from './key-store.ts'
import { answerMilliseconds, challengeOf, readUse, type PasskeySite } from './passkey.ts'
import { findPasskey, notePasskeyUse } from './passkey-store.ts'
import { findPrintedCodeSlot, slotsOfKey } from './slot-store.ts'

/** What signing in works with. */
export type SignInParts = { readonly database: Database; readonly clock: Clock; readonly site: PasskeySite }

/** What shows who somebody is without a passkey: a signature by the person's own key, which was unlocked from a slot. */
export type KeyProof = { readonly slotId: string; readonly challenge: string; readonly signature: string }

/** How long a session lasts, in hours. */
export const sessionHours = 12

/** Returns a fresh challenge, base64url of 256 random bits, that counts for five minutes and once. */
export async function giveChallenge(
  about: Omit<Challenge, 'value'>,
  parts: { readonly database: Database; readonly clock: Clock },
): Promise<string> {
  const now = parts.clock.now()
  const value = randomBytes(32).toString('base64url')
  const expiresAt = now.add({ milliseconds: answerMilliseconds }).toString()
  await insertChallenge(parts.database.kysely, { ...about, value }, { now: now.toString(), expiresAt })
  return value
}

/**
 * Returns whose passkey answered a challenge of sign-in.
 *
 * @throws {Problem} 403 `PASSKEY_REFUSED`, alike for every way of failing: an unknown or a removed person's passkey is told from no other.
 */
export async function personOfPasskey(response: AuthenticationResponseJSON, parts: SignInParts): Promise<string> {
  return acceptUse(response, { purpose: 'sign-in', personId: null }, parts)
}

/**
 * Checks that a passkey of `person`, who is signed in, answered a challenge given for that.
 *
 * @throws {Problem} 403 `PASSKEY_REFUSED`.
 */
export async function verifyByPasskey(response: AuthenticationResponseJSON, person: PersonActor, parts: SignInParts): Promise<void> {
  await acceptUse(response, { purpose: 'verify', personId: person.personId }, parts)
}

/**
 * Returns whose printed code answered a challenge of sign-in.
 *
 * @throws {Problem} 403 `CODE_REFUSED`, alike for every way of failing.
 */
export async function personOfCode(proof: KeyProof, parts: SignInParts): Promise<string> {
  const queries = parts.database.kysely
  const { slotId, challenge, signature } = proof
  const slot = await findPrintedCodeSlot(queries, { id: slotId })
  const asked = { value: challenge, purpose: 'sign-in', personId: slot?.personId ?? null, slotId } as const
  const isTaken = await takeChallenge(queries, asked, parts.clock.now().toString())
  if (slot === null || !isTaken || !(await isSlotProof(signature, { keyId: slot.keyId, slotId, challenge }, slot.signing)))
    throw codeRefused()
  return slot.personId
}

/**
 * Checks that the key of `person`, who is signed in, was unlocked for a challenge given for that.
 *
 * @throws {Problem} 403 `PROOF_REFUSED`.
 */
export async function verifyByKey(proof: KeyProof, person: PersonActor, parts: SignInParts): Promise<void> {
  const queries = parts.database.kysely
  const { slotId, challenge, signature } = proof
  const asked = { value: challenge, purpose: 'verify', personId: person.personId, slotId } as const
  const isTaken = await takeChallenge(queries, asked, parts.clock.now().toString())
  const key = await newestKeyOfPerson(queries, person.personId)
  const slots = key === null ? [] : await slotsOfKey(queries, key.keyId)
  const isOwnSlot = slots.some(({ id, kind, provenAt }) => id === slotId && kind !== 'passkey' && provenAt !== null)
  const isProven =
    key !== null && isTaken && isOwnSlot && (await isSlotProof(signature, { keyId: key.keyId, slotId, challenge }, key.signing))
  if (!isProven) throw new Problem(403, 'PROOF_REFUSED', 'This does not show that your key was unlocked for it; begin again')
}

/** Returns the one answer for a printed code that signs nobody in. */
export function codeRefused(): Problem {
  return new Problem(403, 'CODE_REFUSED', 'The printed code was not accepted')
}

/** Begins a session of a person and returns the value of its cookie; the session whose cookie is `old` ends. */
export async function beginSession(
  personId: string,
  old: string | null,
  parts: { readonly database: Database; readonly clock: Clock },
): Promise<string> {
  const queries = parts.database.kysely
  const now = parts.clock.now()
  if (old !== null) await deleteSession(queries, hashCredential(old))
  await deleteEndedSessions(queries, now.toString())
  const value = newSessionValue()
  const expiresAt = now.add({ hours: sessionHours }).toString()
  await insertSession(queries, { hash: hashCredential(value), personId, createdAt: now.toString(), expiresAt })
  return value
}

/**
 * Notes that the person has shown that it is there, and returns the new value of its session's cookie; the old one counts no more.
 *
 * @throws {Problem} 403 `SESSION_NEEDED` if the session has ended meanwhile.
 */
export async function refreshSession(person: PersonActor, parts: { readonly database: Database; readonly clock: Clock }): Promise<string> {
  const value = newSessionValue()
  const { session, personId } = person
  const renewed = { id: session?.id ?? '', personId, hash: hashCredential(value), verifiedAt: parts.clock.now().toString() }
  if (session === undefined || !(await renewSession(parts.database.kysely, renewed)))
    throw new Problem(403, 'SESSION_NEEDED', 'The session has ended; sign in again')
  return value
}

async function acceptUse(
  response: AuthenticationResponseJSON,
  about: Pick<Challenge, 'purpose' | 'personId'>,
  parts: SignInParts,
): Promise<string> {
  const queries = parts.database.kysely
  const at = parts.clock.now().toString()
  const challenge = challengeOf(response.response.clientDataJSON)
  const isTaken = challenge !== null && (await takeChallenge(queries, { ...about, slotId: null, value: challenge }, at))
  const passkey = isTaken ? await findPasskey(queries, response.id) : null
  const isWhose = passkey !== null && (about.personId === null || passkey.personId === about.personId)
  const use = isTaken && isWhose ? await readUse(response, passkey, { site: parts.site, challenge }) : null
  const isNoted = passkey !== null && use !== null && (await notePasskeyUse(queries, { credentialId: passkey.credentialId, at, ...use }))
  if (passkey === null || !isNoted) throw new Problem(403, 'PASSKEY_REFUSED', 'The passkey was not accepted; begin again')
  return passkey.personId
}
