import { sql, type ColumnType, type Generated } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { WarningPart } from '#envelope/warning-wish.ts'
import { insertWarningReports } from '../warning-report-store.ts'
import type { WarningAct, WarningContent, WrongReason } from '../warning.ts'
import type { DraftRefusal, DraftSignature, DraftState, WarningDraft } from './draft.ts'

declare module '#database/tables.ts' {
  interface Tables {
    warning_draft: {
      id: string
      warning_id: string
      act: WarningAct
      state: DraftState
      authority_id: string
      drafted_by: string
      drafted_at: string
      changed_at: string
      report_id: string | null
      campaign_id: string | null
      report_ids: Generated<readonly string[]>
      base_version: number | null
      content: ColumnType<WarningContent | null, string | null, string | null>
      taken_back: readonly string[]
      reason: WrongReason | null
      overrule: string | null
      refused: ColumnType<readonly DraftRefusal[] | null, string | null, string | null>
    }
    warning_signature: { draft_id: string; person_id: string; part: WarningPart; signed_at: string; signature: string }
  }
}

const open = ['draft', 'submitted', 'approved'] as const

/** Adds a draft; false where another one of the same report is open. */
export async function insertDraft(queries: Queries, draft: WarningDraft): Promise<boolean> {
  const added = await queries
    .insertInto('warning_draft')
    .values({
      id: draft.id,
      warning_id: draft.warningId,
      act: draft.act,
      state: draft.state,
      authority_id: draft.authorityId,
      drafted_by: draft.draftedBy,
      drafted_at: draft.draftedAt,
      changed_at: draft.changedAt,
      report_id: draft.reportId,
      campaign_id: draft.campaignId,
      report_ids: draft.reportIds,
      base_version: draft.baseVersion,
      content: draft.content === null ? null : JSON.stringify(draft.content),
      taken_back: draft.takenBack,
      reason: draft.reason,
      overrule: draft.overrule,
      refused: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length === 1
}

/** Returns a draft of an authority, or null; inside a transaction nobody else can change it until the end. */
export async function lockDraft(tx: InTransaction, id: string, authorityId: string): Promise<WarningDraft | null> {
  const row = await drafts(tx)
    .where('warning_draft.id', '=', id)
    .where('warning_draft.authority_id', '=', authorityId)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : draftOf(row)
}

/** Returns a draft of an authority, or null. */
export async function findDraft(queries: Queries, id: string, authorityId: string): Promise<WarningDraft | null> {
  const row = await drafts(queries)
    .where('warning_draft.id', '=', id)
    .where('warning_draft.authority_id', '=', authorityId)
    .executeTakeFirst()
  return row === undefined ? null : draftOf(row)
}

/** Returns the drafts of an authority, those that changed last first, at most two hundred. */
export async function draftsOf(queries: Queries, authorityId: string): Promise<readonly WarningDraft[]> {
  const rows = await drafts(queries)
    .where('warning_draft.authority_id', '=', authorityId)
    .orderBy('warning_draft.changed_at', 'desc')
    .orderBy('warning_draft.id')
    .limit(200)
    .execute()
  return rows.map(draftOf)
}

/** Returns the open drafts about one of these held reports, by report. */
export async function openDraftsOfReports(queries: Queries, reportIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (reportIds.length === 0) return new Map()
  const rows = await queries
    .selectFrom('warning_draft')
    .select(['id', 'report_id'])
    .where('report_id', 'in', reportIds)
    .where('state', 'in', open)
    .execute()
  return new Map(rows.map(({ id, report_id: reportId }) => [reportId ?? '', id]))
}

/** Returns the drafts of an authority about a campaign, known by any of `campaignIds`, those that changed last first. */
export async function draftsAboutCampaign(
  queries: Queries,
  campaignIds: readonly string[],
  authorityId: string,
): Promise<readonly WarningDraft[]> {
  if (campaignIds.length === 0) return []
  const rows = await drafts(queries)
    .where('warning_draft.campaign_id', 'in', campaignIds)
    .where('warning_draft.authority_id', '=', authorityId)
    .orderBy('warning_draft.changed_at', 'desc')
    .orderBy('warning_draft.id')
    .limit(100)
    .execute()
  return rows.map(draftOf)
}

/** Returns the drafts that wait for the gate, in the order in which they were approved. */
export async function approvedDrafts(tx: InTransaction): Promise<readonly WarningDraft[]> {
  const rows = await drafts(tx).where('warning_draft.state', '=', 'approved').orderBy('warning_draft.changed_at').execute()
  return rows.map(draftOf)
}

/** Changes what a draft says; whoever signed it before has signed something else. */
export async function changeDraft(
  tx: InTransaction,
  id: string,
  change: Pick<WarningDraft, 'baseVersion' | 'overrule'> & { readonly content: WarningContent; readonly at: string },
): Promise<void> {
  await removeSignatures(tx, id)
  await tx
    .updateTable('warning_draft')
    .set({
      state: 'draft',
      content: JSON.stringify(change.content),
      overrule: change.overrule,
      base_version: change.baseVersion,
      changed_at: change.at,
      refused: null,
    })
    .where('id', '=', id)
    .execute()
}

/** Brings a draft to a state. Back to `draft` it goes without its signatures, with the reasons if the gate sent it. */
export async function moveDraft(
  tx: InTransaction,
  id: string,
  move: { readonly state: DraftState; readonly at: string; readonly refused?: readonly DraftRefusal[] },
): Promise<void> {
  if (move.state === 'draft') await removeSignatures(tx, id)
  await tx
    .updateTable('warning_draft')
    .set({ state: move.state, changed_at: move.at, refused: move.refused === undefined ? null : JSON.stringify(move.refused) })
    .where('id', '=', id)
    .execute()
}

async function removeSignatures(tx: InTransaction, draftId: string): Promise<void> {
  await tx.deleteFrom('warning_signature').where('draft_id', '=', draftId).execute()
}

/** Adds a person's signature; false where that person has signed this draft already. */
export async function insertSignature(queries: Queries, draftId: string, signature: DraftSignature): Promise<boolean> {
  const added = await queries
    .insertInto('warning_signature')
    .values({
      draft_id: draftId,
      person_id: signature.personId,
      part: signature.part,
      signed_at: signature.signedAt,
      signature: signature.signature,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return added.length === 1
}

/** Returns who signed a draft, first to last. */
export async function signaturesOf(queries: Queries, draftId: string): Promise<readonly DraftSignature[]> {
  const rows = await queries
    .selectFrom('warning_signature')
    .selectAll()
    .where('draft_id', '=', draftId)
    .orderBy('signed_at')
    .orderBy('person_id')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    part: row.part,
    // As it was signed: the database keeps no trailing zeros.
    signedAt: Temporal.Instant.from(row.signed_at).toString(),
    signature: row.signature,
  }))
}

/** Marks a held report as freed by a warning, which rests on it from then on. */
export async function freeHeldReport(tx: InTransaction, reportId: string, warningId: string): Promise<void> {
  await insertWarningReports(tx, [{ warningId, reportId, indicatorIds: null }])
  await sql`update gate_item set state = 'done', warning_id = ${warningId} where report_id = ${reportId} and state = 'waiting'`.execute(tx)
}

function drafts(queries: Queries) {
  return queries.selectFrom('warning_draft').selectAll('warning_draft')
}

type DraftRow = Awaited<ReturnType<ReturnType<typeof drafts>['execute']>>[number]

function draftOf(row: DraftRow): WarningDraft {
  return {
    id: row.id,
    warningId: row.warning_id,
    act: row.act,
    state: row.state,
    authorityId: row.authority_id,
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    changedAt: row.changed_at,
    reportId: row.report_id,
    campaignId: row.campaign_id,
    reportIds: row.report_ids,
    baseVersion: row.base_version,
    content: row.content,
    takenBack: row.taken_back,
    reason: row.reason,
    overrule: row.overrule,
    refused: row.refused,
  }
}
