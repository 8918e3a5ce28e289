import { uuidBytes, uuidOfBytes } from '#base/uuid-bytes.ts'

/** Returns the id of a subscription as deliveries name it: the 16 bytes of the UUID. */
export function recipientOf(subscriptionId: string): Buffer {
  return Buffer.from(uuidBytes(subscriptionId))
}

/** Returns the address that a subscription is to have, as deliveries of its confirmation name it: the 16 bytes of the UUID and one more. */
export function pendingRecipientOf(subscriptionId: string): Buffer {
  return Buffer.from([...uuidBytes(subscriptionId), 1])
}

/** Returns the id of the subscription to whose future address a delivery goes, or null. */
export function pendingSubscriptionIdOf(recipient: Uint8Array): string | null {
  return recipient.length === 17 ? uuidOfBytes(recipient.subarray(0, 16)) : null
}

/** Returns the id of the subscription that a delivery goes to, or null where it goes to something else. */
export function subscriptionIdOf(recipient: Uint8Array): string | null {
  return recipient.length === 16 ? uuidOfBytes(recipient) : null
}
