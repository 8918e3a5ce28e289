/** Returns the id of a subscription as deliveries name it: the 16 bytes of the UUID. */
export function recipientOf(subscriptionId: string): Buffer {
  return Buffer.from(subscriptionId.replaceAll('-', ''), 'hex')
}

/** Returns the id of the subscription that a delivery goes to, or null where it goes to something else. */
export function subscriptionIdOf(recipient: Uint8Array): string | null {
  if (recipient.length !== 16) return null
  const hex = Buffer.from(recipient).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
