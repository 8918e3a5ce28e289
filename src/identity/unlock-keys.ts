import { utf8Text } from '#base/bytes.ts'
import { recipientOf } from '#envelope/age-file.ts'
import { publicKeyOf } from '#envelope/ed25519.ts'
import { EnvelopeError, unreadable } from '#envelope/envelope-error.ts'
import { unwrapWith } from '#envelope/key-envelope.ts'
import type { PersonalKey, PublicKeys } from '#envelope/personal-key.ts'
import { unwrapFromSlot, type SlotSecret } from '#envelope/slot-secret.ts'
import type { KeySlot } from './key-slot.ts'

/** The own keys as the server keeps them: wrapped. */
export type WrappedKeys = {
  readonly person: PublicKeys & {
    readonly keyId: string
    /** Whether two slots of different kinds were unlocked; before that the key signs and opens nothing. */
    readonly usable: boolean
    readonly slots: readonly KeySlot[]
  }
  readonly organisation: readonly { readonly keyId: string; readonly wrapped: string }[]
}

/** The own keys, unlocked; they live in memory alone. */
export type UnlockedKeys = {
  readonly personKeyId: string
  readonly person: PersonalKey
  /** age identities of the own organisation, by key id. */
  readonly organisation: ReadonlyMap<string, string>
}

/**
 * Returns the keys that `secret` unlocks, from whichever slot of its kind fits.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the secret is wrong, there is no slot of its kind, or a copy was altered.
 * @throws {PrintedCodeError} for a printed code that was typed wrongly.
 */
export async function unlockKeys(wrapped: WrappedKeys, secret: SlotSecret): Promise<UnlockedKeys> {
  const person = await unlockAnySlot(wrapped, secret)
  return { personKeyId: wrapped.person.keyId, person, organisation: await unwrapCopies(wrapped.organisation, person) }
}

/**
 * Returns the keys of the own organisation, by id, out of the person's copies of them.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if one was altered or made for somebody else.
 */
export async function unwrapCopies(copies: WrappedKeys['organisation'], person: PersonalKey): Promise<ReadonlyMap<string, string>> {
  const unwrapped = copies.map(async ({ keyId, wrapped }): Promise<[string, string]> => [
    keyId,
    utf8Text(await unwrapWith(person.encryption, wrapped)),
  ])
  return new Map(await Promise.all(unwrapped))
}

/**
 * Returns the personal key that `secret` unlocks from this slot.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the secret is another one, or what lies in the slot is not the key with these public halves.
 * @throws {PrintedCodeError} for a printed code that was typed wrongly.
 */
export async function unlockSlot(slot: Pick<KeySlot, 'wrapped'>, secret: SlotSecret, known: PublicKeys): Promise<PersonalKey> {
  const key = await unwrapFromSlot(slot.wrapped, secret)
  // The server keeps slots and public halves: a slot that holds another key, such as one from before, must not pass for this one.
  if ((await recipientOf(key.encryption)) !== known.recipient || (await publicKeyOf(key.signing)) !== known.signing) throw unreadable()
  return key
}

async function unlockAnySlot({ person }: WrappedKeys, secret: SlotSecret): Promise<PersonalKey> {
  for (const slot of person.slots.filter(({ kind }) => kind === secret.kind)) {
    try {
      return await unlockSlot(slot, secret, person)
    } catch (error) {
      if (!(error instanceof EnvelopeError) || error.code !== 'ENVELOPE_UNREADABLE') throw error
    }
  }
  throw unreadable()
}
