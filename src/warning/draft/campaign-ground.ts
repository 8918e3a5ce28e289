import type { InTransaction } from '#database/database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { findIncident } from '#incident/incident-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { filingsOfIncident } from '#report/report-store.ts'
import { isEmbargoed, sharingTerms } from '#rulebook/sharing-terms.ts'
import { inSlices } from '#runtime/in-slices.ts'
import { gateFacts, type GateFacts } from '../gate/gate-facts.ts'
import type { Gate } from '../gate/gate.ts'
import { judge } from '../gate/judge.ts'
import { prevalenceKey, prevalenceOf } from '../gate/prevalence.ts'
import { observedValues } from '../gate/rebuild-indicators.ts'
import { isUseful } from '../gate/rebuild-warning.ts'
import { confirmedAmong, sharedOfReports } from '../shared-indicator-store.ts'
import { tellOfOwners, type ToldOfOwner } from '../told-of-owner.ts'
import type { WarningContent } from '../warning.ts'
import { campaignContent, type CampaignPart } from './campaign-content.ts'
import { isOver } from './is-over.ts'

/** What an authority knows of a campaign: its own incidents in it, and the values that two of its incidents or more hold, its own or not. */
export type KnownCampaign = {
  readonly id: string
  readonly incidentIds: readonly string[]
  readonly valuesInCommon: readonly Pick<Indicator, 'type' | 'value'>[]
}

/** What a warning about a campaign is drafted with. */
export type CampaignGroundParts = { readonly owners: OwnerTags; readonly vault: FilingVault; readonly gate: Gate }

/** A campaign and the authority that asks; with `mostOpen`, a report that is marked more strictly than that is left out. */
export type AskedCampaign = KnownCampaign & { readonly authorityId: string; readonly mostOpen?: Clearance | null }

/** What a draft about a campaign begins with, and the reports on which it rests, in order. */
export type CampaignBeginning = { readonly content: WarningContent; readonly reportIds: readonly string[] }

type Usable = {
  readonly reportId: string
  readonly incidentId: string
  readonly ownerTag: Buffer
  readonly part: Filing
  readonly told: ToldOfOwner
}

/**
 * Returns what a warning about a campaign may say, from those reports of the authority's own incidents in it whose reporters let others be warned with them, or null
 * where nothing is left.
 *
 * Each report goes through the gate's own judgement; of its values those stay that two incidents of the campaign hold, and those that a warning shares already.
 */
export async function campaignBeginning(
  tx: InTransaction,
  campaign: AskedCampaign,
  parts: CampaignGroundParts,
): Promise<CampaignBeginning | null> {
  const reports = await usableReports(tx, campaign, parts)
  const holders = holdersByValue(reports)
  const published = await sharedOfReports(tx, { reportIds: reports.map(({ reportId }) => reportId), today: parts.gate.today.toString() })
  const known = [...[...holders.values()].map(({ value }) => value), ...published]
  const confirmed = new Set([...keysOf(holders, 'owners'), ...(await confirmedAmong(tx, known)).map(prevalenceKey)])
  const judged: (CampaignPart & { readonly reportId: string })[] = []
  for (const report of reports) judged.push(...(await judgedPart(report, confirmed, parts.gate)))
  if (judged.length === 0) return null
  const inCommon = new Set([...campaign.valuesInCommon, ...published].map(prevalenceKey)).union(new Set(keysOf(holders, 'incidents')))
  const values = { inCommon, confirmed, published }
  const content = campaignContent(judged, values, parts.gate)
  return isUseful(content) ? { content, reportIds: judged.map(({ reportId }) => reportId).toSorted() } : null
}

/** A case whose latest report says that it was no attack, takes its consent back or withdraws has no report that may be used. */
async function usableReports(
  tx: InTransaction,
  campaign: AskedCampaign,
  { owners, vault, gate }: CampaignGroundParts,
): Promise<readonly Usable[]> {
  const ownerOf = await tellOfOwners(tx, { owners, vault, now: gate.now })
  const usable: Usable[] = []
  for (const incidentId of campaign.incidentIds) {
    const found = await findIncident(tx, incidentId)
    const filings = await filingsOfIncident(tx, incidentId, vault)
    const read = filings.map((report) => ({ ...report, part: JSON.parse(report.filing) as Filing }))
    const latest = read.at(-1)?.part
    if (found === null || latest === undefined || isOver(latest) || sharingTerms(latest.handling).consent === 'no') continue
    const { ownerTag } = found
    const told = await ownerOf(ownerTag)
    for (const { reportId, authorityIds, part } of read)
      if (authorityIds.includes(campaign.authorityId) && mayBeUsed(gateFacts(part.handling, told), gate) && isOpenAs(part, campaign))
        usable.push({ reportId, incidentId, ownerTag, part, told })
  }
  return usable
}

function mayBeUsed({ terms, ruledOut }: GateFacts, { now }: Gate): boolean {
  return ruledOut === null && terms.consent === 'yes' && terms.tlp !== 'red' && !isEmbargoed(terms, now)
}

/** The marking of a warning that is out stays, so that what is marked more strictly cannot join it. */
function isOpenAs({ handling }: Filing, { mostOpen = null }: AskedCampaign): boolean {
  return mostOpen === null || clearances.indexOf(mostOpen) >= clearances.findIndex((level) => level === sharingTerms(handling).tlp)
}

type Holders = { readonly value: Indicator; readonly owners: Set<string>; readonly incidents: Set<string> }

function holdersByValue(reports: readonly Usable[]): ReadonlyMap<string, Holders> {
  const holders = new Map<string, Holders>()
  for (const { part, ownerTag, incidentId } of reports)
    for (const value of observedValues(part.shareable)) {
      const key = prevalenceKey(value)
      const one = holders.get(key) ?? { value, owners: new Set(), incidents: new Set() }
      one.owners.add(ownerTag.toString('hex'))
      one.incidents.add(incidentId)
      holders.set(key, one)
    }
  return holders
}

/** Returns the keys of the values that two or more hold. */
function keysOf(holders: ReadonlyMap<string, Holders>, who: 'owners' | 'incidents'): readonly string[] {
  return [...holders].filter(([, one]) => one[who].size > 1).map(([key]) => key)
}

async function judgedPart(
  { reportId, part, told }: Usable,
  confirmed: ReadonlySet<string>,
  gate: Gate,
): Promise<readonly (CampaignPart & { readonly reportId: string })[]> {
  const facts = gateFacts(part.handling, { ...told, prevalence: prevalenceOf(confirmed) })
  const judgement = await inSlices(judge(part.shareable, facts, gate))
  if (judgement.verdict === 'nothing' || judgement.content === null) return []
  const { operatorId, isVisible } = facts
  return [{ reportId, content: judgement.content, terms: sharingTerms(part.handling), operatorId, isVisible }]
}
