import type { Queries } from '#database/database.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { readObservable } from '#indicator/read-observable.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { campaignsOf, standingCampaign } from './campaign-store.ts'
import { recipientsOf } from './link-act-store.ts'
import { traitsInCommon } from './traits-of-campaign.ts'
import type { TraitKeys } from './trait-keys.ts'
import type { Trait } from './trait.ts'

/** What a warning about a campaign rests on. */
export type CampaignGround = {
  /** Id of the campaign itself, where the one asked for became a part of it. */
  readonly id: string
  /** Ids of the own incidents. */
  readonly incidentIds: readonly string[]
  /** Observables that at least two incidents of the campaign hold, those elsewhere counted too, as own reports have them; none that is in wide legitimate use. */
  readonly valuesInCommon: readonly Pick<Indicator, 'type' | 'value'>[]
}

/** Returns what an authority knows of a campaign by its own reports, or null where it has no such campaign. */
export async function campaignGround(
  queries: Queries,
  { campaignId, authorityId }: { readonly campaignId: string; readonly authorityId: string },
  parts: { readonly vault: FilingVault; readonly keys: TraitKeys },
): Promise<CampaignGround | null> {
  const standing = await standingCampaign(queries, authorityId, campaignId)
  const campaign = (await campaignsOf(queries, authorityId)).find(({ id, members }) => id === standing && members.length > 0)
  if (campaign === undefined) return null
  const received = (await recipientsOf(queries, campaign.members)).filter((one) => one.authorityId === authorityId)
  const incidentIds = received.map((one) => one.incidentId).toSorted()
  const held = await traitsInCommon(campaign.members, { own: incidentIds, authorityId, parts: { queries, ...parts } })
  return { id: campaign.id, incidentIds, valuesInCommon: held.flatMap(({ trait, common }) => (common ? [] : (observableOf(trait) ?? []))) }
}

/** Returns the observable that a trait is: a domain that somebody registered is one, too. A network is nothing to warn of as a whole. */
function observableOf({ type, value }: Trait): Pick<Indicator, 'type' | 'value'> | null {
  switch (type) {
    case 'technique':
    case 'family':
    case 'extension':
    case 'network':
      return null
    case 'site':
    case 'mail-site':
      return readObservable('domain', value).indicator
    case 'ipv4':
    case 'ipv4-range':
    case 'ipv6':
    case 'ipv6-range':
    case 'domain':
    case 'url':
    case 'email':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'file-name':
    case 'cve':
      return { type, value }
  }
}
