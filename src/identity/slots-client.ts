import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { unreadable } from '#envelope/envelope-error.ts'
import { generatePersonalKey, type PersonalKey } from '#envelope/personal-key.ts'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import { signSlotProof } from '#envelope/slot-proof.ts'
import { lookupOfCode, wrapInSlot, type SlotSecret } from '#envelope/slot-secret.ts'
import { request } from '#ui/api.ts'
import type { SlotsAfter } from './key-slot.ts'
import { holdKeys } from './key-ring.ts'
import { createPasskey, type PasskeyReference } from './passkey-client.ts'
import { unlockSlot, type WrappedKeys } from './unlock-keys.ts'

/** Makes a key for the person on this machine and tells the server its public halves; it is held in memory and must be put into slots next. */
export async function beginOwnKey(personId: string): Promise<PersonalKey> {
  const { secret, public: known } = await generatePersonalKey()
  const { keyId } = await request<{ keyId: string }>('/api/v1/keys/mine', { method: 'POST', body: { ...known } })
  holdKeys(personId, { personKeyId: keyId, person: secret, organisation: new Map() })
  return secret
}

/** A slot that was added and still has to be proven. */
export type AddedPasskey = { readonly slotId: string; readonly reference: PasskeyReference }

/**
 * Makes a passkey on this device or on a security key and puts `key` into a slot that it unlocks.
 *
 * @throws {PasskeyError | ApiError}
 */
export async function addPasskeySlot(key: PersonalKey, label: string): Promise<AddedPasskey> {
  const options = await request<PublicKeyCredentialCreationOptionsJSON>('/api/v1/keys/mine/passkey-challenge', { method: 'POST' })
  const { created, prf, reference } = await createPasskey(options)
  const wrapped = await wrapInSlot(key, { kind: 'passkey', prf })
  const { slotId } = await request<{ slotId: string }>('/api/v1/keys/mine/slots', {
    method: 'POST',
    body: { kind: 'passkey', label, wrapped, created },
  })
  return { slotId, reference }
}

/** Makes a printed code and puts `key` into a slot that it unlocks; the code is nowhere but in what this returns. */
export async function addCodeSlot(key: PersonalKey): Promise<{ readonly slotId: string; readonly code: string }> {
  const code = generatePrintedCode()
  const wrapped = await wrapInSlot(key, { kind: 'printed-code', code })
  const { slotId } = await request<{ slotId: string }>('/api/v1/keys/mine/slots', {
    method: 'POST',
    body: { kind: 'printed-code', label: '', wrapped, lookup: await lookupOfCode(code) },
  })
  return { slotId, code }
}

/**
 * Unlocks the own key from a slot as the server keeps it, and shows the server that this went well.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the secret does not unlock it; {@link PrintedCodeError}; {@link ApiError}.
 */
export async function proveOwnSlot(slotId: string, secret: SlotSecret): Promise<SlotsAfter> {
  const { person } = await request<WrappedKeys>('/api/v1/keys/mine')
  const slot = person.slots.find(({ id }) => id === slotId)
  if (slot === undefined) throw unreadable()
  const key = await unlockSlot(slot, secret, person)
  const path = `/api/v1/keys/mine/slots/${encodeURIComponent(slotId)}`
  const { challenge } = await request<{ challenge: string }>(`${path}/challenge`, { method: 'POST' })
  const signature = await signSlotProof({ keyId: person.keyId, slotId, challenge }, key)
  return request<SlotsAfter>(`${path}/proof`, { method: 'POST', body: { challenge, signature } })
}

/** Removes a slot of the own key. */
export async function removeOwnSlot(slotId: string): Promise<void> {
  await request(`/api/v1/keys/mine/slots/${encodeURIComponent(slotId)}`, { method: 'DELETE' })
}
