import { uuidBytes, uuidOfBytes } from '#base/uuid-bytes.ts'

/** Returns the id of a subscription as deliveries name it: the 16 bytes of the UUID. */
export function recipientOf(subscriptionId: string): Buffer {
  return Buffer.from(uuidBytes(subscriptionId))
}

/** Returns the id of the subscription that a delivery goes to, or null where it goes to something else. */
export function subscriptionIdOf(recipient: Uint8Array): string | null {
  return recipient.length === 16 ? uuidOfBytes(recipient) : null
}
