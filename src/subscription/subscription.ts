import type { Language } from '#base/language.ts'
import { clearances, type Clearance } from '#identity/actor.ts'

/** Channels on which Noroshi comes to the subscriber; the others are fetched and need no subscription. */
export const pushChannels = ['webhook', 'mail'] as const

/** A channel on which Noroshi comes to the subscriber. */
export type PushChannel = (typeof pushChannels)[number]

/** In which form a message is written: for people, for programs, or for a chat service. */
export const forms = ['text', 'json', 'slack', 'teams'] as const

/** In which form a message is written. */
export type Form = (typeof forms)[number]

/** When a warning that was published is sent. */
export const cadences = ['at-once', 'hourly', 'daily'] as const

/** When a warning that was published is sent. */
export type Cadence = (typeof cadences)[number]

/** Kinds of attack of which a subscription may ask; the same as those of warnings. */
export const subscribedKinds = ['ddos', 'ransomware', 'other'] as const

/** A kind of attack of which a subscription may ask. */
export type SubscribedKind = (typeof subscribedKinds)[number]

/** States of a subscription; `unconfirmed` until somebody has shown that the address is its own. */
export type SubscriptionState = 'unconfirmed' | 'active' | 'paused'

/** Which warnings somebody wants. An empty list asks nothing; everything that is asked must hold. */
export type SubscriptionFilter = {
  readonly kinds: readonly SubscribedKind[]
  /** Codes of groups of sectors. A warning for everybody is for each of them. */
  readonly sectorGroups: readonly string[]
  /** ATT&CK ids; `T1498` takes `T1498.001` in. */
  readonly techniques: readonly string[]
  /** Names of products: only warnings that name one of them. */
  readonly products: readonly string[]
  /** True: only warnings that name a product which the organisation has declared. */
  readonly ownProducts: boolean
  readonly confirmedOnly: boolean
  /** The most protected level that is wanted. */
  readonly tlp: Clearance
}

/** When and where messages go. */
export type SubscriptionTiming = {
  readonly cadence: Cadence
  /** Minutes after midnight in `zone` at which a daily digest goes. */
  readonly digestMinute: number
  /** IANA name. */
  readonly zone: string
}

/** A subscription as its organisation sees it; instants are ISO 8601 in UTC. */
export type Subscription = {
  readonly id: string
  readonly organisationId: string
  /** Whose own it is; null for the whole organisation's. */
  readonly personId: string | null
  readonly name: string
  readonly channel: PushChannel
  readonly form: Form
  readonly language: Language
  readonly host: string | null
  /** Host of the address that takes the place of the present one once it is confirmed. */
  readonly askedHost: string | null
  readonly filter: SubscriptionFilter
  readonly timing: SubscriptionTiming
  readonly state: SubscriptionState
  readonly isShown: boolean
  readonly createdAt: string
}

/** What a warning says about for whom it is. */
export type WarningFacts = {
  readonly tlp: Clearance
  readonly kind: SubscribedKind
  readonly isConfirmed: boolean
  /** Empty: for all. */
  readonly sectorGroups: readonly string[]
  readonly techniques: readonly string[]
  /** Keys of all names of the products that it speaks of. */
  readonly productKeys: readonly string[]
}

/** What a filter is held against beside the warning. */
export type FilterGround = {
  readonly clearance: Clearance
  /** Keys of the products in the filter, and of those that the organisation has declared. */
  readonly productKeys: readonly string[]
  readonly ownProductKeys: readonly string[]
}

/** Tells whether a warning is one that the filter asks for; the same rule as in `matching-store.ts`. */
export function matchesFilter(filter: SubscriptionFilter, facts: WarningFacts, ground: FilterGround): boolean {
  const rank = clearances.indexOf(facts.tlp)
  const isReadable = rank <= clearances.indexOf(ground.clearance) && rank <= clearances.indexOf(filter.tlp)
  if (!isReadable || (filter.confirmedOnly && !facts.isConfirmed)) return false
  if (filter.kinds.length > 0 && !filter.kinds.includes(facts.kind)) return false
  if (filter.sectorGroups.length > 0 && facts.sectorGroups.length > 0 && !overlaps(filter.sectorGroups, facts.sectorGroups)) return false
  if (filter.techniques.length > 0 && !overlaps(filter.techniques, withParents(facts.techniques))) return false
  if (filter.products.length > 0 && !overlaps(ground.productKeys, facts.productKeys)) return false
  return !filter.ownProducts || overlaps(ground.ownProductKeys, facts.productKeys)
}

/** Returns ATT&CK ids with the techniques that their sub-techniques belong to. */
export function withParents(techniques: readonly string[]): readonly string[] {
  return [...new Set(techniques.flatMap((id) => [id, id.split('.')[0] ?? id]))]
}

function overlaps(left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) => right.includes(one))
}
