import { indicatorTypeOf } from '#indicator/indicator.ts'
import type { CampaignTrait } from './campaign.ts'
import { heldTraits } from './member-store.ts'
import { ownTraits } from './own-traits.ts'
import type { LinkReadingParts } from './read-links.ts'
import { traitPriors, type Trait } from './trait.ts'

/** A trait that at least two incidents of a campaign hold. */
export type TraitInCommon = {
  readonly trait: Trait
  readonly holders: number
  /** Ids of those of the own incidents that hold it. */
  readonly heldBy: readonly string[]
  readonly common: boolean
}

/** The members of a campaign as an authority has them. */
export type CampaignMembers = { readonly own: readonly string[]; readonly authorityId: string; readonly parts: LinkReadingParts }

/** Returns what at least two of `members` hold, those that most hold first; the values are read from the own incidents. */
export async function traitsInCommon(
  members: readonly string[],
  { own, authorityId, parts }: CampaignMembers,
): Promise<readonly TraitInCommon[]> {
  const held = await heldTraits(parts.queries, members)
  const found = new Map<string, TraitInCommon & { readonly heldBy: string[] }>()
  for (const incidentId of own)
    for (const [key, trait] of await ownTraits(parts.queries, incidentId, { authorityId, ...parts })) {
      const stored = held.get(key)
      if (stored === undefined) continue
      const known = found.get(key) ?? { trait, ...stored, heldBy: [] }
      known.heldBy.push(incidentId)
      found.set(key, known)
    }
  return [...found]
    .toSorted(([leftKey, left], [rightKey, right]) => right.holders - left.holders || (leftKey < rightKey ? -1 : 1))
    .map(([, one]) => one)
}

/** The most traits of a campaign that are told. */
const toldTraits = 500

/** Returns what at least two of `members` hold, as officers see it. */
export async function traitsOfCampaign(members: readonly string[], how: CampaignMembers): Promise<readonly CampaignTrait[]> {
  return (await traitsInCommon(members, how))
    .slice(0, toldTraits)
    .map(({ trait: { type, value }, ...rest }) => ({ kind: traitPriors[type].kind, type: indicatorTypeOf(type), value, ...rest }))
}
