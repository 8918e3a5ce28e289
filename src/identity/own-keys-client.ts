import { queryOptions } from '@tanstack/react-query'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { SlotSecret } from '#envelope/slot-secret.ts'
import { request } from '#ui/api.ts'
import { heldKeys, holdKeys } from './key-ring.ts'
import { PasskeyError, answerWithPasskey } from './passkey-client.ts'
import type { SignedIn } from './session-client.ts'
import { unlockKeys, unwrapCopies, type UnlockedKeys, type WrappedKeys } from './unlock-keys.ts'

type Personas = { readonly personas: readonly { readonly personId: string; readonly passphrase: string }[] }

/** The query of the own keys as the server keeps them, for people whose session tells that they have one. */
export const ownKeysQuery = queryOptions({
  queryKey: ['own-keys'],
  queryFn: ({ signal }) => request<WrappedKeys>('/api/v1/keys/mine', { signal }),
})

/** Tells whether the server knows the passphrase of this person's key: a person of the demonstration. */
export function hasKnownPassphrase({ demo, person }: SignedIn): boolean {
  return demo && person.unlocks.includes('passphrase')
}

/**
 * Returns the own keys, which {@link unlockWithPasskey} or {@link unlockWithCode} has unlocked; those of the demonstration's people unlock by themselves.
 *
 * @param forKeys Ids of keys of organisations one of which is needed; where none of them is held, the team key may have changed since.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if they are locked.
 * @throws {ApiError} if the wrapped keys cannot be fetched.
 */
export async function unlockOwnKeys(session: SignedIn, forKeys: readonly string[] = []): Promise<UnlockedKeys> {
  const known = heldKeys(session.person.id)
  if (known !== null) return isOutdated(known, forKeys) ? readCopiesAgain(session.person.id, known) : known
  if (!hasKnownPassphrase(session)) throw new EnvelopeError('ENVELOPE_UNREADABLE', 'The own key is locked')
  return unlockWith(session.person.id, { kind: 'passphrase', words: await knownPassphrase(session.person.id) })
}

/**
 * Unlocks the own keys with a passkey, which at the same time shows that the person is there; they stay in memory as the key ring says.
 *
 * @throws {PasskeyError | EnvelopeError | ApiError}
 */
export async function unlockWithPasskey(personId: string): Promise<void> {
  const path = '/api/v1/session/verification'
  const { used, prf } = await answerWithPasskey(
    await request<PublicKeyCredentialRequestOptionsJSON>(`${path}/challenge`, { method: 'POST', body: {} }),
  )
  if (prf === null) throw new PasskeyError('PASSKEY_WITHOUT_PRF', 'This passkey cannot unlock a key: it lacks the extension prf')
  await request(path, { method: 'POST', body: { passkey: used } })
  await unlockWith(personId, { kind: 'passkey', prf })
}

/**
 * Unlocks the own keys with a printed code.
 *
 * @throws {PrintedCodeError | EnvelopeError | ApiError}
 */
export async function unlockWithCode(personId: string, code: string): Promise<void> {
  await unlockWith(personId, { kind: 'printed-code', code })
}

/** Unlocks the own keys with a secret that is at hand, and keeps them in memory. */
export async function unlockWith(personId: string, secret: SlotSecret): Promise<UnlockedKeys> {
  const keys = await unlockKeys(await request<WrappedKeys>('/api/v1/keys/mine'), secret)
  holdKeys(personId, keys)
  return keys
}

function isOutdated({ organisation }: UnlockedKeys, forKeys: readonly string[]): boolean {
  return forKeys.length > 0 && !forKeys.some((keyId) => organisation.has(keyId))
}

async function readCopiesAgain(personId: string, { person, personKeyId }: UnlockedKeys): Promise<UnlockedKeys> {
  const { organisation } = await request<WrappedKeys>('/api/v1/keys/mine')
  const keys = {
    personKeyId,
    person: { ...person, signing: person.signing.slice() },
    organisation: await unwrapCopies(organisation, person),
  }
  holdKeys(personId, keys)
  return keys
}

/** Returns the passphrase of one of the demonstration's people, which the server tells to everybody; empty for anybody else. */
export async function knownPassphrase(personId: string): Promise<string> {
  const { personas } = await request<Personas>('/api/v1/demo/personas')
  return personas.find((one) => one.personId === personId)?.passphrase ?? ''
}
