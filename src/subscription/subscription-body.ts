import type { Language } from '#base/language.ts'
import type { AddressVault } from './address-vault.ts'
import type { Form, PushChannel, SubscriptionFilter, SubscriptionState, SubscriptionTiming } from './subscription.ts'
import type { StoredSubscription } from './subscription-store.ts'

/** A subscription as the API shows it to its organisation. */
export type SubscriptionBody = {
  readonly id: string
  readonly name: string
  readonly channel: PushChannel
  readonly form: Form
  readonly language: Language
  /** A mail address whole; of a webhook its origin alone, since the rest of an address may be a secret. */
  readonly destination: string
  readonly isOwn: boolean
  readonly filter: SubscriptionFilter
  readonly timing: SubscriptionTiming
  readonly state: SubscriptionState
  readonly isShown: boolean
  readonly createdAt: string
  /** How it fails now; null where it does not. */
  readonly circuit: {
    readonly failures: number
    readonly failingSince: string
    readonly parkedAt: string | null
    readonly failure: string
  } | null
}

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
