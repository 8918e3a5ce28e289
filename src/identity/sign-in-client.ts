import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { signSlotProof } from '#envelope/slot-proof.ts'
import { lookupOfCode } from '#envelope/slot-secret.ts'
import { request } from '#ui/api.ts'
import { forgetKeys } from './key-ring.ts'
import { unlockWith } from './own-keys-client.ts'
import { answerWithPasskey } from './passkey-client.ts'
import type { Session } from './session-client.ts'
import { unlockSlot } from './unlock-keys.ts'

/**
 * Signs in with whichever passkey the person chooses, and unlocks the own keys with it where it can.
 *
 * @throws {PasskeyError | ApiError}
 */
export async function signInWithPasskey(): Promise<void> {
  forgetKeys()
  const options = await request<PublicKeyCredentialRequestOptionsJSON>('/api/v1/session/passkey/challenge', { method: 'POST' })
  const { used, prf } = await answerWithPasskey(options)
  await request('/api/v1/session/passkey', { method: 'POST', body: used })
  if (prf === null) return
  // A key that does not unlock now can be unlocked where it is needed; who signed in is signed in.
  await unlockWith(await ownId(), { kind: 'passkey', prf }).catch(() => {})
}

type FoundSlot = {
  readonly id: string
  readonly wrapped: string
  readonly keyId: string
  readonly recipient: string
  readonly signing: string
  readonly challenge: string
}

/**
 * Signs in with a printed code, and unlocks the own keys with it. The code does not leave this page.
 *
 * @throws {PrintedCodeError} for a code that was typed wrongly; {@link ApiError} `CODE_REFUSED` for one that nobody uses.
 */
export async function signInWithCode(code: string): Promise<void> {
  forgetKeys()
  const body = { lookup: await lookupOfCode(code) }
  const slot = await request<FoundSlot>('/api/v1/session/code/challenge', { method: 'POST', body })
  const key = await unlockSlot(slot, { kind: 'printed-code', code }, slot)
  const proof = { slotId: slot.id, challenge: slot.challenge }
  const signature = await signSlotProof({ keyId: slot.keyId, ...proof }, key)
  await request('/api/v1/session/code', { method: 'POST', body: { ...proof, signature } })
  await unlockWith(await ownId(), { kind: 'printed-code', code }).catch(() => {})
}

async function ownId(): Promise<string> {
  const session = await request<Session>('/api/v1/session')
  return session.signedIn ? session.person.id : ''
}
