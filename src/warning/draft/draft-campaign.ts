import type { InTransaction } from '#database/database.ts'
import { idsOfCampaign } from '#campaign/campaign-store.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import type { Gate } from '../gate/gate.ts'
import type { ApprovedWarning } from '../warning-table.ts'
import { newestVersion } from '../warning-store.ts'
import { campaignBeginning } from './campaign-ground.ts'
import type { WarningDraft } from './draft.ts'
import { draftsAboutCampaign } from './draft-store.ts'
import { grownWarning } from './grown-warning.ts'
import type { DraftingParts } from './drafting-parts.ts'

/** What a draft about a campaign begins with. */
export type CampaignDraft = Pick<WarningDraft, 'warningId' | 'act' | 'campaignId' | 'reportIds' | 'baseVersion' | 'content'>

/**
 * Returns what a draft about a campaign begins with: a first warning, or a revision of the one that is out by what has come to light since.
 *
 * @throws {Problem} 404 where the authority has no such campaign; 409 `NOTHING_TO_RELEASE` where nothing may go out, `NOTHING_NEW` where the warning says it all.
 */
export async function draftCampaign(
  tx: InTransaction,
  campaignId: string,
  { person, parts }: { readonly person: PersonActor; readonly parts: DraftingParts },
): Promise<CampaignDraft> {
  const { organisationId: authorityId } = person
  const campaign = await parts.campaignOf(tx, campaignId, authorityId)
  if (campaign === null) throw notFound('campaign')
  const gate = await parts.gateAt(tx, parts.clock.now())
  const standing = await standingWarningOf(tx, campaign.id, authorityId)
  const mostOpen = standing?.tlp ?? null
  const begun = await campaignBeginning(tx, { ...campaign, authorityId, mostOpen }, { owners: parts.ownerTags, vault: parts.vault, gate })
  if (begun === null)
    throw new Problem(
      409,
      'NOTHING_TO_RELEASE',
      'Nothing of this campaign may go out: no reporter of its incidents agreed, or nothing is left',
    )
  const about = { campaignId: campaign.id, reportIds: begun.reportIds }
  if (standing === null) return { ...about, warningId: parts.chance.newId(), act: 'release', baseVersion: null, content: begun.content }
  return { ...about, ...revised(standing, begun.content, gate) }
}

function revised(standing: ApprovedWarning, found: WarningDraft['content'], gate: Gate) {
  const content = found === null ? null : grownWarning(standing.content, found, gate)
  if (content === null)
    throw new Problem(409, 'NOTHING_NEW', 'The warning about this campaign says everything that may go out; revise it by hand to change it')
  return { warningId: standing.id, act: 'revision', baseVersion: standing.version, content } as const
}

/** Returns the warning about a campaign that is out and was not recalled, the latest of several, or null. */
async function standingWarningOf(tx: InTransaction, campaignId: string, authorityId: string): Promise<ApprovedWarning | null> {
  const drafts = await draftsAboutCampaign(tx, await idsOfCampaign(tx, authorityId, campaignId), authorityId)
  for (const { warningId } of drafts.filter(({ state }) => state === 'published')) {
    const newest = await newestVersion(tx, warningId)
    if (newest !== null && newest.act !== 'recall') return newest
  }
  return null
}
