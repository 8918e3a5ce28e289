import { utf8Text } from '#base/bytes.ts'
import { unwrapWith } from '#envelope/key-envelope.ts'
import { unwrapWithPassphrase, type PersonalKey } from '#envelope/personal-key.ts'

/** The own keys as the server keeps them: wrapped. */
export type WrappedKeys = {
  readonly person: { readonly keyId: string; readonly recipient: string; readonly signing: string; readonly wrapped: string }
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
 * Returns the keys that `passphrase` unlocks.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the passphrase is wrong or a copy was altered.
 */
export async function unlockKeys(wrapped: WrappedKeys, passphrase: string): Promise<UnlockedKeys> {
  const person = await unwrapWithPassphrase(wrapped.person.wrapped, passphrase)
  const organisation = await Promise.all(
    wrapped.organisation.map(async (copy): Promise<[string, string]> => [
      copy.keyId,
      utf8Text(await unwrapWith(person.encryption, copy.wrapped)),
    ]),
  )
  return { personKeyId: wrapped.person.keyId, person, organisation: new Map(organisation) }
}
