import type { Language, LocalText } from '#base/language.ts'
import type { Clearance } from '#identity/actor.ts'
import type { Form, PushChannel, SubscriptionFilter, SubscriptionState, SubscriptionTiming } from './subscription.ts'

/** A subscription as the API shows it to its organisation. */
export type SubscriptionBody = {
  readonly id: string
  readonly name: string
  readonly channel: PushChannel
  readonly form: Form
  readonly language: Language
  /** A mail address whole; of a webhook its origin alone, since the rest of an address may be a secret. */
  readonly destination: string
  /** Where it goes once that address is confirmed; null where no other address waits. */
  readonly pendingDestination: string | null
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

/** All subscriptions of the own organisation, and what a new one may name. */
export type SubscriptionList = {
  readonly subscriptions: readonly SubscriptionBody[]
  readonly sendsMail: boolean
  readonly sectorGroups: readonly { readonly code: string; readonly name: LocalText }[]
}

/** One delivery in the record of a subscription. */
export type ShownDelivery = {
  readonly id: string
  readonly occasion: string
  readonly sendAt: string
  readonly state: 'waiting' | 'sent' | 'dropped' | 'given-up' | 'bundled'
  readonly nextAttemptAt: string | null
  readonly attempts: readonly { readonly at: string; readonly outcome: string; readonly code: string | null }[]
}

/** What a filter would have brought. */
export type ShownPreview = {
  readonly days: number
  readonly of: number
  readonly count: number
  readonly warnings: readonly { readonly id: string; readonly tlp: Clearance; readonly publishedAt: string; readonly title: LocalText }[]
}

/** A host that a subscription waits for. */
export type AskedHost = {
  readonly organisationId: string
  readonly host: string
  readonly name: LocalText
  /** Since when, ISO 8601 in UTC. */
  readonly since: string
}

/** A host that was confirmed for one organisation. */
export type ConfirmedHost = AskedHost & { readonly by: LocalText | null }
