import type { LocalText } from '#base/language.ts'
import type { IndicatorType } from '#indicator/indicator.ts'
import type { TraitKind } from './trait.ts'
import type { LinkStrength } from './weigh-link.ts'

/** Why an officer cuts a link. */
export const cutReasons = ['coincidence', 'shared-service', 'wrong-data', 'other'] as const

/** Why an officer cuts a link. */
export type CutReason = (typeof cutReasons)[number]

/** How a link stands for one authority: nobody there has decided, or its officers confirmed or cut it. */
export type LinkState = 'proposed' | 'confirmed' | 'cut'

/** What officers can do about a link. */
export type LinkAct = { readonly act: 'confirm'; readonly reason: null } | { readonly act: 'cut'; readonly reason: CutReason }

/** Something that both incidents hold. */
export type LinkReason = {
  readonly kind: TraitKind
  /** Null for what is no observable: a domain that somebody registered, a network, a technique, a family. */
  readonly type: IndicatorType | null
  /** As the own reports have it; empty where none of them that the authority may read holds it. */
  readonly value: string
  readonly bits: number
  /** True for a value that many hold: it weighs nothing. */
  readonly common: boolean
}

/** One decision of the own authority about a link. */
export type ShownLinkAct = LinkAct & {
  readonly at: string
  readonly by: LocalText
}

/** One incident that has something in common with an incident of the own authority. */
export type Link = {
  readonly id: string
  /** The own incident. */
  readonly incidentId: string
  readonly state: LinkState
  /** True where the own authority had cut it, and new evidence has made it heavier by five bits or more since. */
  readonly returned: boolean
  readonly confirmedHere: boolean
  readonly confirmedThere: boolean
  readonly strength: LinkStrength
  readonly bits: number
  /** Bits taken off because so many values were compared; those of the reasons, less these, are those of the link. */
  readonly deducted: number
  /** How many incidents one would expect to have as much in common with this one by chance. */
  readonly chance: number
  readonly other:
    | { readonly kind: 'own'; readonly incidentId: string }
    /** Of an incident elsewhere nothing but what it shares; the authority once officers of both sides have confirmed. */
    | { readonly kind: 'elsewhere'; readonly authority: LocalText | null }
  /** The heaviest first. */
  readonly reasons: readonly LinkReason[]
  /** How many more values they share than `reasons` tells. */
  readonly furtherReasons: number
  /** Day in UTC on which it last changed what they share. */
  readonly changedAt: string
  readonly campaignId: string | null
  /** What the own authority decided about it, first to last. */
  readonly acts: readonly ShownLinkAct[]
}

/** So much heavier must a link become before it comes back to those who cut it, in bits. */
export const bitsToReturn = 5

/** Returns how a link that weighs `bits` now stands for an authority whose officers last did `act`. */
export function standingOfLink(bits: number, act: { readonly act: 'confirm' | 'cut'; readonly bits: number } | null): LinkState {
  if (act === null) return 'proposed'
  if (act.act === 'confirm') return 'confirmed'
  return bits >= act.bits + bitsToReturn ? 'proposed' : 'cut'
}
