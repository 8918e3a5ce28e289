import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { CodedError } from '#base/coded-error.ts'
import type { Secret } from '#runtime/secret.ts'

/** Where a subscription goes, and the secrets with which its messages are signed. */
export type SealedAddress = {
  /** Mail address or URL. */
  readonly address: string
  /** `whsec_` and base64; the newest first. One that was replaced signs on until `until` (ISO 8601). */
  readonly secrets: readonly { readonly secret: string; readonly until: string | null }[]
  /** What takes the place of `address` once it is confirmed. */
  readonly pending?: string | null
}

/** Locks addresses up before they are stored, and proves who was told of one. */
export type AddressVault = {
  seal(subscriptionId: string, address: SealedAddress): Buffer
  /** @throws {AddressVaultError} if other bytes were stored, of another subscription too, or under another key. */
  open(subscriptionId: string, stored: Uint8Array): SealedAddress
  /** Returns a code that only this installation can make for a purpose and an address of a subscription. */
  codeOf(purpose: CodePurpose, subscriptionId: string, address: string): string
  /** Tells whether `code` is that code, in a time that does not depend on where they differ. */
  isCodeOf(code: string, of: readonly [purpose: CodePurpose, subscriptionId: string, address: string]): boolean
}

/** What a code lets its holder do. */
export type CodePurpose = 'confirm' | 'unsubscribe'

/** A stored address that cannot be read. */
class AddressVaultError extends CodedError<'ADDRESS_UNREADABLE'> {}

const algorithm = 'aes-256-gcm'
const [nonceBytes, tagBytes] = [12, 16]
const codeLetters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** Returns the vault whose keys derive from `key`, which lives outside the database. */
export function addressVault(key: Secret): AddressVault {
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', key.reveal(), '', label, 32))
  const [locking, proving] = [derive('noroshi-subscription-address-1'), derive('noroshi-subscription-code-1')]
  const codeOf = (purpose: CodePurpose, subscriptionId: string, address: string): string => {
    const bytes = createHmac('sha256', proving)
      .update(JSON.stringify([purpose, subscriptionId, address]))
      .digest()
    const letters = [...bytes.subarray(0, purpose === 'confirm' ? 10 : 24)].map((byte) => codeLetters[byte % codeLetters.length])
    return letters.join('')
  }
  return {
    seal: (subscriptionId, address) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, locking, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(subscriptionId))
      return Buffer.concat([nonce, cipher.update(JSON.stringify(address), 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open: (subscriptionId, stored) => openAddress(locking, subscriptionId, Buffer.from(stored)),
    codeOf,
    isCodeOf: (code, of) => {
      const [known, given] = [Buffer.from(codeOf(...of)), Buffer.from(code)]
      return known.length === given.length && timingSafeEqual(known, given)
    },
  }
}

function openAddress(key: Buffer, subscriptionId: string, stored: Buffer): SealedAddress {
  try {
    const decipher = createDecipheriv(algorithm, key, stored.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(subscriptionId)).setAuthTag(stored.subarray(-tagBytes))
    const text = decipher.update(stored.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
    return JSON.parse(text) as SealedAddress
  } catch (cause) {
    const expected = 'expected bytes of its own under the key of this installation (private/owner-key)'
    throw new AddressVaultError('ADDRESS_UNREADABLE', `Cannot read the address of subscription ${subscriptionId}: ${expected}`, { cause })
  }
}

/** Returns a fresh secret to sign webhooks with, in the form of Standard Webhooks. */
export function freshSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
