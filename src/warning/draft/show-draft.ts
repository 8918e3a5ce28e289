import { idsOfCampaign } from '#campaign/campaign-store.ts'
import type { Database, Queries } from '#database/database.ts'
import { namesOfPeople } from '#identity/identity-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { audienceName } from '../audience-name.ts'
import { anonymityStepText, anonymityVerdictText } from '../gate/anonymity-text.ts'
import { explainAnonymity } from '../gate/explain-anonymity.ts'
import type { Gate } from '../gate/gate.ts'
import type { WarningContent } from '../warning.ts'
import { newestVersion } from '../warning-store.ts'
import { checkContent } from './check-content.ts'
import { groundOf, type WarningDraft } from './draft.ts'
import { draftsAboutCampaign, draftsOf, findDraft, signaturesOf } from './draft-store.ts'
import { editableOf } from './editable-warning.ts'
import type { ListedDraft, ShownAnonymity, ShownDraft, ShownSigner } from './shown-draft.ts'
import { approvalsOf } from './sign-draft.ts'

/** What showing drafts works with. */
export type ShowingParts = {
  readonly database: Database
  readonly clock: Clock
  readonly gateAt: (queries: Queries, now: Temporal.Instant) => Promise<Gate>
}

/** Returns a draft of an authority with everything that its people need to decide on it, or null. */
export function showDraft(id: string, authorityId: string, parts: ShowingParts): Promise<ShownDraft | null> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const draft = await findDraft(tx, id, authorityId)
    if (draft === null) return null
    const { content } = draft
    const newest = draft.baseVersion === null ? null : await newestVersion(tx, draft.warningId)
    const gate = await parts.gateAt(tx, parts.clock.now())
    return {
      ...draft,
      editable: content === null ? null : editableOf(content),
      findings: content === null ? [] : checkContent(content, gate, { isOfReport: groundOf(draft).length > 0 }),
      anonymity: content === null ? null : anonymityOf(content, gate),
      signers: await signersOf(tx, draft),
      approvals: await approvalsOf(tx, draft),
      standing: newest?.content ?? null,
    }
  })
}

function anonymityOf(content: WarningContent, { registry }: Gate): ShownAnonymity | null {
  if (registry === null) return null
  const explained = explainAnonymity(content, registry)
  const steps = explained.steps.map((step) => {
    const what = step.what ?? ''
    return anonymityStepText(step, step.says === 'group' ? audienceName(content) : { ja: what, en: what })
  })
  return { steps, verdict: anonymityVerdictText(explained), hides: explained.hides }
}

async function signersOf(queries: Queries, draft: WarningDraft): Promise<readonly ShownSigner[]> {
  const signatures = await signaturesOf(queries, draft.id)
  const names = await namesOfPeople(
    queries,
    signatures.map(({ personId }) => personId),
  )
  return signatures.map(({ personId, part, signedAt }) => ({
    personId,
    part,
    signedAt,
    name: names.get(personId) ?? { ja: '―', en: '―' },
  }))
}

/** Returns the drafts of an authority, those that changed last first. */
export async function listDrafts(queries: Queries, authorityId: string): Promise<readonly ListedDraft[]> {
  return listed(queries, await draftsOf(queries, authorityId))
}

/** Returns the drafts of an authority about a campaign and about those that became a part of it, those that changed last first. */
export async function listCampaignDrafts(queries: Queries, campaignId: string, authorityId: string): Promise<readonly ListedDraft[]> {
  return listed(queries, await draftsAboutCampaign(queries, await idsOfCampaign(queries, authorityId, campaignId), authorityId))
}

function listed(queries: Queries, drafts: readonly WarningDraft[]): Promise<readonly ListedDraft[]> {
  return Promise.all(
    drafts.map(async ({ id, warningId, act, state, draftedAt, changedAt, reportId, campaignId, reason, refused, content }) => ({
      id,
      warningId,
      act,
      state,
      draftedAt,
      changedAt,
      reportId,
      campaignId,
      reason,
      refused,
      // A recall has no content of its own: it is called by what the warning says now.
      kind: (content ?? (await newestVersion(queries, warningId))?.content)?.kind ?? null,
      confidence: content?.confidence ?? null,
      signers: (await signaturesOf(queries, id)).map(({ personId }) => personId),
    })),
  )
}
