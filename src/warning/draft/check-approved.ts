import type { VouchedSigners } from '#authority/vouched-signers.ts'
import type { InTransaction } from '#database/database.ts'
import { verifyWarningWish } from '#envelope/warning-wish.ts'
import { clearances, type PersonActor } from '#identity/actor.ts'
import { can, type Action } from '#identity/can.ts'
import { findPerson } from '#identity/identity-store.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { holdersOfReport } from '#report/report-store.ts'
import { isEmbargoed, type SharingTerms } from '#rulebook/sharing-terms.ts'
import type { Gate } from '../gate/gate.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import type { PrevalenceKeys } from '../prevalence-store.ts'
import { renderWarning } from '../render-warning.ts'
import { takenDownAmong } from '../take-down-store.ts'
import { papLevels, type WarningContent } from '../warning.ts'
import { reportsOfWarning } from '../warning-report-store.ts'
import type { ApprovedWarning } from '../warning-table.ts'
import { canBeOverruled, checkContent } from './check-content.ts'
import { groundOf, wishOf, type DraftRefusal, type DraftSignature, type WarningDraft } from './draft.ts'
import { signaturesOf } from './draft-store.ts'

/** What a report says of its release: its terms, and the words that its filer wants kept in. */
export type ReportTerms = {
  readonly terms: SharingTerms
  readonly denyList: readonly string[]
  /** Its case proved to be no attack, or was withdrawn. */
  readonly isOver: boolean
  /** The values that it holds; see {@link prevalenceKey}. */
  readonly values: ReadonlySet<string>
}

/** The reports on which a draft rests, by id: what they say, or why that is not known. */
export type DraftReports = ReadonlyMap<string, ReportTerms | 'absent' | 'unreadable'>

/** What the gate checks approved drafts with. */
export type DraftGround = {
  readonly gate: Gate
  /** Under which keys values that named somebody are remembered. */
  readonly keys: PrevalenceKeys
  /** Whose signatures count. */
  readonly signers: Pick<VouchedSigners, 'isVouched'>
  /** Returns what a report itself says of its release, or null where there is no such report. */
  readonly reportOf: (tx: InTransaction, reportId: string) => Promise<ReportTerms | null>
  /** Tells whether the rulebook lets an authority warn without the reporter's consent. */
  readonly mayWarnWithoutConsent: (authorityId: string) => boolean
}

/**
 * Returns why an approved draft may not go out; empty where it may.
 *
 * Nothing that the server wrote is believed: drafter and approvers must have signed this very draft with keys that count now, be different people of its authority
 * with the roles for it, the terms of the report must allow it, and every text passes the gate's scanner again.
 */
export async function checkApproved(
  tx: InTransaction,
  draft: WarningDraft,
  { ground, reports, newest }: { readonly ground: DraftGround; readonly reports: DraftReports; readonly newest: ApprovedWarning | null },
): Promise<readonly DraftRefusal[]> {
  const reported = readable(reports)
  const refusals = [
    ...(await checkPeople(tx, draft, {
      approvals: Math.max(...reported.map(({ terms }) => approvalsNeeded(terms)), draft.overrule === null ? 1 : 2),
      signers: ground.signers,
    })),
    ...(await checkReports(tx, draft, { reports, ground })),
    ...checkBase(draft, newest),
  ]
  if (draft.content === null || refusals.length > 0) return refusals
  const before = draft.act === 'revision' ? await readReports(tx, await reportsOfWarning(tx, draft.warningId), ground) : []
  const standing: DraftReports = new Map([...before, ...reports])
  // What guards words and cannot be opened guards nothing that may go out.
  if ([...standing.values()].includes('unreadable')) return [refusal('report-unreadable')]
  const denied = readable(standing).flatMap(({ denyList }) => denyList)
  const found = checkContent(draft.content, ground.gate, { denyList: denied, isOfReport: standing.size > 0 })
  const faults = found.filter(({ code }) => draft.overrule === null || !canBeOverruled(code))
  return [
    ...faults.map(({ code, pointers }) => ({ code, pointers })),
    ...(await checkTakenDown(tx, draft.content, ground)),
    ...checkRendering(draft, draft.content, ground.gate),
  ]
}

/** Returns the reports on which a draft rests, as the gate itself reads them. */
export async function draftReports(tx: InTransaction, draft: WarningDraft, ground: DraftGround): Promise<DraftReports> {
  return readReports(tx, groundOf(draft), ground)
}

/** Returns reports by their ids, as the gate itself reads them. */
export async function readReports(tx: InTransaction, ids: readonly string[], { reportOf }: DraftGround): Promise<DraftReports> {
  const reports = new Map<string, ReportTerms | 'absent' | 'unreadable'>()
  // One that cannot be read concerns its draft alone, and must not keep the others of the tick in.
  for (const id of ids)
    reports.set(
      id,
      await reportOf(tx, id).then(
        (found) => found ?? 'absent',
        () => 'unreadable' as const,
      ),
    )
  return reports
}

function readable(reports: DraftReports): readonly ReportTerms[] {
  return [...reports.values()].filter((report) => typeof report !== 'string')
}

/** Returns how many people have to approve what another one drafted: two where the reporter has not agreed. */
export function approvalsNeeded(terms: Pick<SharingTerms, 'consent'> | null): 1 | 2 {
  return terms === null || terms.consent === 'yes' ? 1 : 2
}

async function checkPeople(
  tx: InTransaction,
  draft: WarningDraft,
  { approvals, signers }: Pick<DraftGround, 'signers'> & { readonly approvals: number },
): Promise<readonly DraftRefusal[]> {
  const signatures = await signaturesOf(tx, draft.id)
  const valid: DraftSignature[] = []
  for (const one of signatures) {
    const person = await findPerson(tx, one.personId)
    if (person === null || !maySign(person, one, draft)) return [refusal('person-not-entitled')]
    const key = await keyOfPerson(tx, one.personId)
    const how = { signature: one.signature, signing: key?.signing ?? '' }
    if (key === null || !(await verifyWarningWish(wishOf(draft), one, how))) return [refusal('signature-wrong')]
    // The server writes persons and keys; whom it made up, nobody whom the directory lists has met.
    if (!(await signers.isVouched(person, key))) return [refusal('signer-not-vouched')]
    valid.push(one)
  }
  // One row for each person and draft: whoever drafted cannot be among those who approve.
  const drafters = valid.filter(({ part }) => part === 'draft')
  const isEnough = drafters.length === 1 && valid.length - drafters.length >= approvals
  return isEnough ? [] : [refusal('approval-missing')]
}

function maySign(person: PersonActor, { part }: DraftSignature, { authorityId }: WarningDraft): boolean {
  const action: Action = part === 'draft' ? 'warning.draft' : 'warning.approve'
  return can(person, action, { own: person.organisationId === authorityId, received: false })
}

async function checkReports(
  tx: InTransaction,
  draft: WarningDraft,
  { reports, ground }: { readonly reports: DraftReports; readonly ground: DraftGround },
): Promise<readonly DraftRefusal[]> {
  // A campaign of whose reports none is left has nothing to rest on.
  if (draft.campaignId !== null && reports.size === 0) return [refusal('not-received')]
  const refusals = new Map<string, DraftRefusal>()
  for (const [reportId, report] of reports)
    for (const one of await checkTerms(tx, draft, { reportId, report, ground })) refusals.set(one.code, one)
  return [...refusals.values()]
}

async function checkTerms(
  tx: InTransaction,
  draft: WarningDraft,
  {
    reportId,
    report,
    ground,
  }: { readonly reportId: string; readonly report: ReportTerms | 'absent' | 'unreadable'; readonly ground: DraftGround },
): Promise<readonly DraftRefusal[]> {
  const holders = await holdersOfReport(tx, reportId)
  if (report === 'absent' || !(holders?.authorityIds.includes(draft.authorityId) ?? false)) return [refusal('not-received')]
  if (report === 'unreadable') return [refusal('report-unreadable')]
  const { terms, isOver } = report
  const refusals: DraftRefusal[] = []
  if (isOver) refusals.push(refusal('no-attack'))
  if (isEmbargoed(terms, ground.gate.now)) refusals.push(refusal('embargo'))
  if (terms.consent !== 'yes' && !ground.mayWarnWithoutConsent(draft.authorityId)) refusals.push(refusal('consent-missing'))
  if (draft.content !== null && isLooser(draft.content, terms)) refusals.push(refusal('marking-loosened'))
  return refusals
}

/** Tells whether a content is marked less strictly than the report from which it is; TLP:RED lets nothing out at all. */
export function isLooser(content: Pick<WarningContent, 'tlp' | 'pap'>, terms: Pick<SharingTerms, 'tlp' | 'pap'>): boolean {
  const [tlp, pap] = [clearances.findIndex((level) => level === terms.tlp), papLevels.findIndex((level) => level === terms.pap)]
  return tlp === -1 || pap === -1 || clearances.indexOf(content.tlp) < tlp || papLevels.indexOf(content.pap) < pap
}

function checkBase({ act, baseVersion, content, reason }: WarningDraft, newest: ApprovedWarning | null): readonly DraftRefusal[] {
  if (act === 'release') return newest === null ? [] : [refusal('outdated')]
  // What was recalled for another reason may still name somebody.
  if (newest === null || (newest.act === 'recall' && reason !== 'names-somebody')) return [refusal('warning-gone')]
  if (content === null) return []
  // Somebody else, or a rule, has changed the warning since: their words must not be lost with ours.
  return newest.version === baseVersion && newest.tlp === content.tlp ? [] : [refusal('outdated')]
}

async function checkTakenDown(tx: InTransaction, { indicators }: WarningContent, { keys }: DraftGround): Promise<readonly DraftRefusal[]> {
  const gone = await takenDownAmong(tx, indicators, keys)
  const pointers = indicators.flatMap((one, index) => (gone.has(prevalenceKey(one)) ? [`/indicators/${index}/value`] : []))
  return pointers.length === 0 ? [] : [refusal('taken-down', pointers)]
}

/** What cannot be rendered would keep every tick from publishing. */
function checkRendering(draft: WarningDraft, content: WarningContent, { now, newId }: Gate): readonly DraftRefusal[] {
  try {
    const warning = { id: draft.warningId, version: 1, act: draft.act, tlp: content.tlp, content }
    renderWarning(warning, { at: now, chance: { newId, below: () => 0 } })
    return []
  } catch {
    return [refusal('unreadable')]
  }
}

function refusal(code: string, pointers: readonly string[] = []): DraftRefusal {
  return { code, pointers }
}
