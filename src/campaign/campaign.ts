import type { LocalText } from '#base/language.ts'
import type { Link, LinkReason } from './link.ts'

/** Incidents of one attack, as an authority holds them together. */
export type Campaign = {
  readonly id: string
  /** A name that says nothing of anybody. */
  readonly name: LocalText
  readonly incidents: { readonly own: number; readonly elsewhere: number }
  /** Days in UTC of the first and the latest report of the own incidents. */
  readonly firstDay: string
  readonly lastDay: string
  /** How many links of the own incidents wait for a decision. */
  readonly newLinks: number
  /** Ids of the warnings that were made of it. */
  readonly warnedBy: readonly string[]
}

/** Something that at least two incidents of a campaign hold. */
export type CampaignTrait = Pick<LinkReason, 'kind' | 'type' | 'value'> & {
  /** How many of the incidents hold it. */
  readonly holders: number
  /** Ids of those of the own incidents that hold it. */
  readonly heldBy: readonly string[]
  /** True for a value in wide legitimate use. */
  readonly common: boolean
}

/** A campaign with everything that an authority may see of it. */
export type ShownCampaign = Campaign & {
  readonly members: { readonly own: readonly { readonly incidentId: string }[]; readonly elsewhere: number }
  readonly links: readonly Link[]
  /** Those that most incidents hold first. */
  readonly traits: readonly CampaignTrait[]
}
