import { request } from '#ui/api.ts'
import { heldKeys, holdKeys } from './key-ring.ts'
import type { SignedIn } from './session-client.ts'
import { unlockKeys, type UnlockedKeys, type WrappedKeys } from './unlock-keys.ts'

type Personas = { readonly personas: readonly { readonly personId: string; readonly passphrase: string }[] }

/**
 * Returns the own keys, unlocked; they stay in memory as the key ring says.
 *
 * In the demonstration the server tells the passphrase of its fictional people; a real person types it.
 *
 * @param passphrase Null in the demonstration.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the passphrase is wrong; `PASSPHRASE_REFUSED` if there is none.
 * @throws {ApiError} if the wrapped keys cannot be fetched.
 */
export async function unlockOwnKeys(session: SignedIn, passphrase: string | null): Promise<UnlockedKeys> {
  const known = heldKeys(session.person.id)
  if (known !== null) return known
  const [wrapped, words] = await Promise.all([
    request<WrappedKeys>('/api/v1/keys/mine'),
    passphrase ?? (session.demo ? demoPassphrase(session.person.id) : ''),
  ])
  const keys = await unlockKeys(wrapped, { kind: 'passphrase', words })
  holdKeys(session.person.id, keys)
  return keys
}

async function demoPassphrase(personId: string): Promise<string> {
  const { personas } = await request<Personas>('/api/v1/demo/personas')
  return personas.find((one) => one.personId === personId)?.passphrase ?? ''
}
