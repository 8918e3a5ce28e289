import type { AddressVault } from './address-vault.ts'
import type { SubscriptionBody } from './shown-subscription.ts'
import type { StoredSubscription } from './subscription-store.ts'

/** Returns what the organisation of a subscription may see of it; signing secrets are shown once, when they are made. */
export function subscriptionBody(
  subscription: StoredSubscription,
  { vault, circuit }: { readonly vault: AddressVault; readonly circuit: SubscriptionBody['circuit'] },
): SubscriptionBody {
  const { id, name, channel, form, language, personId, filter, timing, state, isShown, createdAt } = subscription
  const { address } = vault.open(id, subscription.sealed)
  const destination = channel === 'mail' ? address : new URL(address).origin
  return { id, name, channel, form, language, destination, isOwn: personId !== null, filter, timing, state, isShown, createdAt, circuit }
}
