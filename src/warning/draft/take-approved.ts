import type { InTransaction } from '#database/database.ts'
import { undoneOnFailure } from '#database/undone-on-failure.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import type { WrongReason } from '../warning.ts'
import { insertWarningReports, reportsOfParts, type WarningReport } from '../warning-report-store.ts'
import type { ApprovedWarning } from '../warning-table.ts'
import { insertApproved, newestVersion, openVersions } from '../warning-store.ts'
import { takeBack, takeBackAll, type ChangedWarning } from '../take-back.ts'
import { checkApproved, draftReports, readReports, type DraftGround, type DraftReports } from './check-approved.ts'
import { takeDown, type TakenDown } from '../take-down.ts'
import { rememberTakenDown, takeDownPublished } from '../take-down-store.ts'
import type { WarningDraft } from './draft.ts'
import { approvedDrafts, freeHeldReport, moveDraft } from './draft-store.ts'

/** What drafts are taken with. */
export type TakingParts = {
  /** Prepares what drafts are checked with; asked only if there are any. */
  readonly openGround: () => Promise<DraftGround>
  /** When, ISO 8601. */
  readonly at: string
  /** Is told of a failure of the gate. */
  readonly tell: (error: unknown) => void
}

/**
 * Turns approved drafts into versions for this tick, each after {@link checkApproved}; what does not pass goes back to its people with the reasons.
 *
 * A warning of which another version goes out in this tick has its turn at the next. The caller holds the publication lock.
 *
 * One that the gate cannot check goes back, too, and holds up no other.
 */
export async function takeApproved(tx: InTransaction, { openGround, at, tell }: TakingParts): Promise<void> {
  const drafts = await approvedDrafts(tx)
  if (drafts.length === 0) return
  const ground = await openGround()
  const taken = new Set(await openVersions(tx))
  for (const draft of drafts) {
    if (taken.has(draft.warningId)) continue
    try {
      if (await undoneOnFailure(tx, () => take(tx, draft, { ground, at }))) taken.add(draft.warningId)
    } catch (error) {
      // Closed on failure, and for this draft alone: one that breaks the gate must not keep in everything else.
      tell(error)
      await moveDraft(tx, draft.id, { state: 'draft', at, refused: [{ code: 'gate-failure', pointers: [] }] })
    }
  }
}

/** Makes a version of a draft, and tells whether it did. */
async function take(
  tx: InTransaction,
  draft: WarningDraft,
  { ground, at }: { readonly ground: DraftGround; readonly at: string },
): Promise<boolean> {
  const newest = await newestVersion(tx, draft.warningId)
  const reports = await draftReports(tx, draft, ground)
  const refused = await checkApproved(tx, draft, { ground, reports, newest })
  if (refused.length > 0) {
    await moveDraft(tx, draft.id, { state: 'draft', at, refused })
    return false
  }
  const changed =
    newest !== null && draft.reason === 'names-somebody' ? await takenDown(tx, newest, { draft, ground }) : contentOf(draft, newest)
  if (changed !== null) {
    const version = (newest?.version ?? 0) + 1
    await insertApproved(tx, { id: draft.warningId, version, versionId: draft.id, tlp: changed.content.tlp, ...changed })
  }
  await moveDraft(tx, draft.id, { state: 'published', at })
  if (draft.reportId !== null) await freeHeldReport(tx, draft.reportId, draft.warningId)
  if (draft.campaignId !== null) await insertWarningReports(tx, restingOn(draft, reports))
  // What a revision takes up again is another indicator, and rests on whichever report holds its value.
  if (draft.act === 'revision' && draft.content !== null)
    await insertWarningReports(tx, restingOn(draft, await readReports(tx, await reportsOfParts(tx, draft.warningId), ground)))
  return true
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

/** Takes what named somebody out of all earlier versions, and returns what the version says that tells of it. */
async function takenDown(
  tx: InTransaction,
  newest: ApprovedWarning,
  { draft, ground }: { readonly draft: WarningDraft; readonly ground: DraftGround },
): Promise<ChangedWarning> {
  const what: TakenDown = { indicatorIds: draft.act === 'recall' && draft.takenBack.length === 0 ? 'all' : new Set(draft.takenBack) }
  const gone = await takeDownPublished(tx, newest, what)
  // Of a whole warning nobody said which of its values it was: they may be released again without what named somebody.
  if (what.indicatorIds !== 'all') await rememberTakenDown(tx, gone, ground.keys)
  return takeDown(newest, what, gone)
}
