import type { Queries } from '#database/database.ts'
import { campaignName } from './campaign-name.ts'
import { campaignsOf, standingCampaign, type KnownCampaign } from './campaign-store.ts'
import type { Campaign, ShownCampaign } from './campaign.ts'
import { recipientsOf } from './link-act-store.ts'
import { linksAmong, type StoredLink } from './link-store.ts'
import { daysOfIncidents } from './member-store.ts'
import { traitsOfCampaign } from './traits-of-campaign.ts'
import { showLinks, statesOfLinks, type LinkReadingParts } from './read-links.ts'

/** Returns the ids of the warnings that an authority made of a campaign, known by any of its ids; the folder of warnings comes after this one. */
export type WarnedBy = (
  queries: Queries,
  campaign: { readonly ids: readonly string[]; readonly authorityId: string },
) => Promise<readonly string[]>

/** What reading campaigns works with. */
export type CampaignReadingParts = LinkReadingParts & { readonly warnedBy: WarnedBy }

/** Returns the campaigns of an authority, the one with the latest report first. */
export async function listCampaigns(authorityId: string, parts: CampaignReadingParts): Promise<readonly Campaign[]> {
  const known = (await campaignsOf(parts.queries, authorityId)).filter(({ members }) => members.length > 0)
  const all: Campaign[] = []
  for (const one of known) all.push(describe(one, await membersOf(one, authorityId, parts)))
  return all.toSorted((left, right) => (left.lastDay > right.lastDay ? -1 : left.lastDay < right.lastDay ? 1 : left.id < right.id ? -1 : 1))
}

/** Returns one campaign of an authority, by its own id or that of one which became a part of it, or null. */
export async function showCampaign(id: string, authorityId: string, parts: CampaignReadingParts): Promise<ShownCampaign | null> {
  const standing = await standingCampaign(parts.queries, authorityId, id)
  const one = (await campaignsOf(parts.queries, authorityId)).find((each) => each.id === standing && each.members.length > 0)
  if (one === undefined) return null
  const found = await membersOf(one, authorityId, parts)
  return {
    ...describe(one, found),
    members: { own: found.own.map((incidentId) => ({ incidentId })), elsewhere: one.members.length - found.own.length },
    links: await showLinks(found.stored, { authorityId }, parts),
    traits: await traitsOfCampaign(one.members, { own: found.own, authorityId, parts }),
  }
}

type FoundMembers = {
  readonly own: readonly string[]
  readonly stored: readonly StoredLink[]
  readonly newLinks: number
  readonly warnedBy: readonly string[]
  readonly days: { readonly firstDay: string; readonly lastDay: string }
}

async function membersOf(
  { id, formerIds, members }: KnownCampaign,
  authorityId: string,
  parts: CampaignReadingParts,
): Promise<FoundMembers> {
  const received = new Set(
    (await recipientsOf(parts.queries, members)).filter((one) => one.authorityId === authorityId).map((one) => one.incidentId),
  )
  const own = members.filter((member) => received.has(member))
  const stored = await linksAmong(parts.queries, own)
  const states = await statesOfLinks(stored, authorityId, parts.queries)
  return {
    own,
    stored,
    newLinks: states.filter((state) => state === 'proposed').length,
    warnedBy: await parts.warnedBy(parts.queries, { ids: [id, ...formerIds], authorityId }),
    days: await daysOfIncidents(parts.queries, own),
  }
}

function describe({ id, nameNumber, members }: KnownCampaign, found: FoundMembers): Campaign {
  return {
    id,
    name: campaignName(nameNumber),
    incidents: { own: found.own.length, elsewhere: members.length - found.own.length },
    ...found.days,
    newLinks: found.newLinks,
    warnedBy: found.warnedBy,
  }
}
