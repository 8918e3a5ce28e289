import type { InTransaction } from '#database/database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { findReport, holdersOfReport } from '#report/report-store.ts'
import { sharingTerms, type SharingTerms } from '#rulebook/sharing-terms.ts'
import { heldItem } from '../gate-item-store.ts'
import { revokedIds } from '../shared-indicator-store.ts'
import type { WarningContent, WrongReason } from '../warning.ts'
import { newestVersion } from '../warning-store.ts'
import type { ApprovedWarning } from '../warning-table.ts'
import { actingOfficer } from './acting-officer.ts'
import { isLooser } from './check-approved.ts'
import { contentFrom, DraftError } from './content-from.ts'
import { draftCampaign } from './draft-campaign.ts'
import type { DraftingParts } from './drafting-parts.ts'
import type { EditableWarning } from './draft-schema.ts'
import { changeDraft, insertDraft, lockDraft } from './draft-store.ts'
import type { WarningDraft } from './draft.ts'

/** From what a draft begins: a held report, a campaign, a warning that is out, or what somebody wrote. */
export type DraftStart =
  | { readonly reportId: string }
  | { readonly campaignId: string }
  | { readonly warningId: string }
  | { readonly content: EditableWarning }

/**
 * Makes a draft and returns its id. That of a held report begins with what the gate proposes, that of a campaign with what its incidents share, that of a warning
 * with its newest version; where a warning about the campaign is out, its draft revises that.
 *
 * @throws {Problem} 404 if report, campaign or warning is not there for this authority; 409 `NOTHING_TO_RELEASE`, `NOTHING_NEW`, `DRAFT_EXISTS` or `WARNING_RECALLED`; 422 for what cannot
 *   go into a warning.
 */
export function startDraft(actor: Actor, start: DraftStart, parts: DraftingParts): Promise<string> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const person = await actingOfficer(tx, actor, 'warning.draft')
    const begun = await beginning(tx, start, { person, parts })
    return keepDraft(tx, { ...nothingKnown, act: 'release', takenBack: [], reason: null, ...begun }, { person, parts })
  })
}

const nothingKnown = { reportId: null, campaignId: null, reportIds: [], baseVersion: null, overrule: null } as const

type Begun = Pick<WarningDraft, 'warningId' | 'content'> &
  Partial<Pick<WarningDraft, 'act' | 'reportId' | 'campaignId' | 'reportIds' | 'baseVersion'>>
type Who = { readonly person: PersonActor; readonly parts: DraftingParts }

async function beginning(tx: InTransaction, start: DraftStart, { person, parts }: Who): Promise<Begun> {
  if ('reportId' in start) {
    const content = await proposedContent(tx, start.reportId, person)
    return { warningId: parts.chance.newId(), reportId: start.reportId, content }
  }
  if ('campaignId' in start) return draftCampaign(tx, start.campaignId, { person, parts })
  if ('content' in start) {
    const content = written(start.content, { before: null, base: null, gone: new Set(), ...fresh(parts) })
    return { warningId: parts.chance.newId(), content }
  }
  const newest = await standingWarning(tx, start.warningId)
  return { warningId: newest.id, act: 'revision', baseVersion: newest.version, content: newest.content }
}

async function proposedContent(tx: InTransaction, reportId: string, person: PersonActor): Promise<WarningContent> {
  const [item, holders] = [await heldItem(tx, reportId), await holdersOfReport(tx, reportId)]
  if (item === null || !(holders?.authorityIds.includes(person.organisationId) ?? false)) throw notFound('held report')
  if (item.content === null)
    throw new Problem(409, 'NOTHING_TO_RELEASE', 'Nothing of this report may go out: its reporter refused, or nothing is left of it')
  return item.content
}

async function standingWarning(tx: InTransaction, id: string, reason: WrongReason | null = null): Promise<ApprovedWarning> {
  const newest = await newestVersion(tx, id)
  if (newest === null) throw notFound('warning')
  // What was recalled for another reason may still name somebody.
  if (newest.act === 'recall' && reason !== 'names-somebody')
    throw new Problem(409, 'WARNING_RECALLED', 'This warning was recalled; release another one instead')
  return newest
}

/**
 * Makes a draft that takes back a warning, or some of its indicators, and returns its id.
 *
 * @param wish.indicatorIds Null takes back the whole warning.
 * @throws {Problem} 404 if the warning is not there; 409 `WARNING_RECALLED`; 422 `INDICATOR_UNKNOWN` if it holds none of the indicators.
 */
export function startRecall(
  actor: Actor,
  wish: { readonly warningId: string; readonly reason: WrongReason; readonly indicatorIds: readonly string[] | null },
  parts: DraftingParts,
): Promise<string> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const person = await actingOfficer(tx, actor, 'warning.recall')
    const { id, version, content } = await standingWarning(tx, wish.warningId, wish.reason)
    const gone = wish.reason === 'names-somebody' ? await revokedIds(tx, id) : []
    const held = new Set([...content.indicators.map((one) => one.id), ...gone])
    const takenBack = (wish.indicatorIds ?? []).filter((one) => held.has(one)).toSorted()
    if (wish.indicatorIds !== null && takenBack.length !== wish.indicatorIds.length)
      throw new Problem(422, 'INDICATOR_UNKNOWN', 'The warning does not hold all of these indicators; read it again')
    const act = wish.indicatorIds === null ? 'recall' : 'revision'
    const draft = { ...nothingKnown, warningId: id, act, baseVersion: version, content: null, takenBack, reason: wish.reason } as const
    return keepDraft(tx, draft, { person, parts })
  })
}

async function keepDraft(
  tx: InTransaction,
  draft: Omit<WarningDraft, 'id' | 'state' | 'authorityId' | 'draftedBy' | 'draftedAt' | 'changedAt' | 'refused'>,
  { person, parts }: Who,
): Promise<string> {
  const now = parts.clock.now().toString()
  const id = parts.chance.newId()
  const made = { authorityId: person.organisationId, draftedBy: person.personId, draftedAt: now, changedAt: now, refused: null }
  if (await insertDraft(tx, { id, state: 'draft', ...made, ...draft })) return id
  throw new Problem(409, 'DRAFT_EXISTS', 'Somebody drafts a warning from this report or campaign already')
}

/**
 * Changes what a draft says. Whoever signed it before has to sign again.
 *
 * @throws {Problem} 404; 409 `DRAFT_SETTLED` or `DRAFT_CHANGED`; 422 with the place for what cannot go into a warning.
 */
export function editDraft(
  actor: Actor,
  change: { readonly id: string; readonly changedAt: string; readonly content: EditableWarning; readonly overrule?: string | null },
  parts: DraftingParts,
): Promise<void> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const person = await actingOfficer(tx, actor, 'warning.draft')
    const draft = await lockDraft(tx, change.id, person.organisationId)
    if (draft === null) throw notFound('draft')
    if (draft.content === null || (draft.state !== 'draft' && draft.state !== 'submitted'))
      throw new Problem(409, 'DRAFT_SETTLED', 'This draft can no longer be changed')
    if (draft.changedAt !== change.changedAt)
      throw new Problem(409, 'DRAFT_CHANGED', 'Somebody else has changed this draft since you read it; read it again')
    const newest = await newestVersion(tx, draft.warningId)
    const base = newest?.content ?? null
    const gone = await revokedIds(tx, draft.warningId)
    const content = written(change.content, { before: draft.content, base, gone, ...fresh(parts) })
    await refuseLooser(tx, draft, content, parts.vault)
    const overrule = change.overrule?.trim() === '' ? null : (change.overrule?.trim() ?? null)
    await changeDraft(tx, draft.id, { content, overrule, baseVersion: newest?.version ?? null, at: parts.clock.now().toString() })
  })
}

async function refuseLooser(
  tx: InTransaction,
  { reportId, reportIds }: WarningDraft,
  content: WarningContent,
  vault: FilingVault,
): Promise<void> {
  const proposed = reportId === null ? null : ((await heldItem(tx, reportId))?.content ?? null)
  const binding: Pick<SharingTerms, 'tlp' | 'pap'>[] = proposed === null ? [] : [proposed]
  for (const id of reportIds) {
    const found = await findReport(tx, id, vault)
    if (found !== null) binding.push(sharingTerms((JSON.parse(found.filing) as Filing).handling))
  }
  if (!binding.some((terms) => isLooser(content, terms))) return
  throw unprocessable(new DraftError('MARKING_LOOSENED', '/tlp', 'The marking of the report binds: it can be made stricter, not looser'))
}

function written(content: EditableWarning, ground: Parameters<typeof contentFrom>[1]): WarningContent {
  try {
    return contentFrom(content, ground)
  } catch (error) {
    throw error instanceof DraftError ? unprocessable(error) : error
  }
}

function unprocessable({ code, pointer, message }: DraftError): Problem {
  return new Problem(422, code, message, { errors: [{ pointer: `/body/content${pointer}`, code, detail: message }] })
}

function fresh({ clock, chance }: DraftingParts) {
  return { today: clock.now().toZonedDateTimeISO('UTC').toPlainDate(), newId: () => chance.newId() }
}
