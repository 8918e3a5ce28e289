import type { InTransaction } from '#database/database.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import type { WrongReason } from '../warning.ts'
import { insertWarningReports, type WarningReport } from '../warning-report-store.ts'
import type { ApprovedWarning } from '../warning-table.ts'
import { insertApproved, newestVersion, openVersions } from '../warning-store.ts'
import { takeBack, takeBackAll, type ChangedWarning } from '../take-back.ts'
import { checkApproved, draftReports, type DraftGround, type DraftReports } from './check-approved.ts'
import type { WarningDraft } from './draft.ts'
import { approvedDrafts, freeHeldReport, moveDraft } from './draft-store.ts'

/**
 * Turns approved drafts into versions for this tick, each after {@link checkApproved}; what does not pass goes back to its people with the reasons.
 *
 * A warning of which another version goes out in this tick has its turn at the next. The caller holds the publication lock.
 *
 * @param how.openGround Prepares what drafts are checked with; asked only if there are any.
 * @param how.at When, ISO 8601.
 */
export async function takeApproved(
  tx: InTransaction,
  { openGround, at }: { readonly openGround: () => Promise<DraftGround>; readonly at: string },
): Promise<void> {
  const drafts = await approvedDrafts(tx)
  if (drafts.length === 0) return
  const ground = await openGround()
  const taken = new Set(await openVersions(tx))
  for (const draft of drafts) {
    if (taken.has(draft.warningId)) continue
    const newest = await newestVersion(tx, draft.warningId)
    const reports = await draftReports(tx, draft, ground)
    const refused = await checkApproved(tx, draft, { ground, reports, newest })
    if (refused.length > 0) {
      await moveDraft(tx, draft.id, { state: 'draft', at, refused })
      continue
    }
    taken.add(draft.warningId)
    const changed = contentOf(draft, newest)
    if (changed !== null)
      await insertApproved(tx, {
        id: draft.warningId,
        version: (newest?.version ?? 0) + 1,
        versionId: draft.id,
        tlp: changed.content.tlp,
        ...changed,
      })
    await moveDraft(tx, draft.id, { state: 'published', at })
    if (draft.reportId !== null) await freeHeldReport(tx, draft.reportId, draft.warningId)
    if (draft.campaignId !== null) await insertWarningReports(tx, restingOn(draft, reports))
  }
}

/** Returns what of a warning about a campaign rests on which of its reports: what an officer added rests on none of them. */
function restingOn({ warningId, content }: WarningDraft, reports: DraftReports): readonly WarningReport[] {
  const indicators = content?.indicators ?? []
  return [...reports].map(([reportId, report]) => ({
    warningId,
    reportId,
    indicatorIds: indicators.filter((one) => typeof report !== 'string' && report.values.has(prevalenceKey(one))).map(({ id }) => id),
  }))
}

/** Returns what the version says, or null where there is nothing left to take back. */
function contentOf(
  { act, content, takenBack, reason }: WarningDraft,
  newest: ApprovedWarning | null,
): ChangedWarning | Pick<ApprovedWarning, 'act' | 'content'> | null {
  if (content !== null) return { act, content }
  if (newest === null || reason === null) return null
  if (act === 'recall') return takeBackAll(newest.content, reason)
  return takeBack(newest.content, new Map(takenBack.map((id): [string, WrongReason] => [id, reason])))
}
