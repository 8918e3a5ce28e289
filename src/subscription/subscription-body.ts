import type { AddressVault } from './address-vault.ts'
import type { PushChannel } from './subscription.ts'
import type { SubscriptionBody } from './shown-subscription.ts'
import type { StoredSubscription } from './subscription-store.ts'

/** Returns what the organisation of a subscription may see of it; signing secrets are shown once, when they are made. */
export function subscriptionBody(
  subscription: StoredSubscription,
  { vault, circuit }: { readonly vault: AddressVault; readonly circuit: SubscriptionBody['circuit'] },
): SubscriptionBody {
  const { id, name, channel, form, language, personId, filter, timing, state, isShown, createdAt } = subscription
  const { address, pending = null } = vault.open(id, subscription.sealed)
  const destination = shownAddress(channel, address)
  const pendingDestination = pending === null ? null : shownAddress(channel, pending)
  const isOwn = personId !== null
  return { id, name, channel, form, language, destination, pendingDestination, isOwn, filter, timing, state, isShown, createdAt, circuit }
}

function shownAddress(channel: PushChannel, address: string): string {
  return channel === 'mail' ? address : new URL(address).origin
}
