import type { Database, InTransaction } from '#database/database.ts'
import { verifyWarningWish, type WarningPart } from '#envelope/warning-wish.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { reasonCodes } from '../held-reason-code.ts'
import { heldItem } from '../gate-item-store.ts'
import { actingOfficer } from './acting-officer.ts'
import { approvalsNeeded } from './check-approved.ts'
import { wishOf, type DraftSignature, type WarningDraft } from './draft.ts'
import { insertSignature, lockDraft, moveDraft, signaturesOf } from './draft-store.ts'

/** What signing works with. */
export type SigningParts = { readonly database: Database; readonly clock: Clock }

/** A signature as it comes in. */
export type GivenSignature = Pick<DraftSignature, 'signedAt' | 'signature'>

const freshMinutes = 5

/**
 * Takes the drafter's signature: from now on the draft waits for approval.
 *
 * @throws {Problem} 404; 409 `DRAFT_SETTLED`; 403 `SIGNATURE_REFUSED` if it is not of the caller's own key over the draft as it stands.
 */
export function submitDraft(actor: Actor, id: string, given: GivenSignature, parts: SigningParts): Promise<void> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const person = await actingOfficer(tx, actor, 'warning.draft')
    const draft = await openDraft(tx, id, person)
    if (draft.state !== 'draft') throw settled()
    await takeSignature(tx, draft, { person, part: 'draft', given, now: parts.clock.now() })
    await moveDraft(tx, id, { state: 'submitted', at: parts.clock.now().toString() })
  })
}

/**
 * Takes the signature of somebody who approves, and returns how many more it takes. Once it is enough, the gate publishes at its next tick what passes its own check.
 *
 * @throws {Problem} 404; 409 `DRAFT_SETTLED`; 403 `SIGNATURE_REFUSED`, `SAME_PERSON` if the caller has signed this draft already.
 */
export function approveDraft(actor: Actor, id: string, given: GivenSignature, parts: SigningParts): Promise<number> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const person = await actingOfficer(tx, actor, 'warning.approve')
    const draft = await openDraft(tx, id, person)
    if (draft.state !== 'submitted') throw settled()
    await takeSignature(tx, draft, { person, part: 'approval', given, now: parts.clock.now() })
    const approvals = (await signaturesOf(tx, id)).filter(({ part }) => part === 'approval').length
    const missing = (await approvalsOf(tx, draft)) - approvals
    if (missing <= 0) await moveDraft(tx, id, { state: 'approved', at: parts.clock.now().toString() })
    return Math.max(0, missing)
  })
}

/** Returns how many approvals a draft takes, as far as the server knows; the gate reckons for itself. */
export async function approvalsOf(tx: InTransaction, { reportId, overrule }: Pick<WarningDraft, 'reportId' | 'overrule'>): Promise<1 | 2> {
  if (overrule !== null) return 2
  const item = reportId === null ? null : await heldItem(tx, reportId)
  const codes = reasonCodes(item?.reasons ?? [])
  const isAgreed = !codes.includes('consent-unknown') && !codes.includes('consent-refused')
  return approvalsNeeded(item === null || isAgreed ? null : { consent: 'unknown' })
}

/**
 * Takes a draft back to be changed, or drops it for good.
 *
 * @throws {Problem} 404; 409 `DRAFT_SETTLED` once the gate has published it.
 */
export function withdrawDraft(actor: Actor, id: string, state: 'draft' | 'dropped', parts: SigningParts): Promise<void> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const person = await actingOfficer(tx, actor, 'warning.draft')
    await openDraft(tx, id, person)
    await moveDraft(tx, id, { state, at: parts.clock.now().toString() })
  })
}

async function openDraft(tx: InTransaction, id: string, { organisationId }: PersonActor): Promise<WarningDraft> {
  const draft = await lockDraft(tx, id, organisationId)
  if (draft === null) throw notFound('draft')
  if (draft.state === 'published' || draft.state === 'dropped') throw settled()
  return draft
}

async function takeSignature(
  tx: InTransaction,
  draft: WarningDraft,
  how: { readonly person: PersonActor; readonly part: WarningPart; readonly given: GivenSignature; readonly now: Temporal.Instant },
): Promise<void> {
  const { person, part, given, now } = how
  const { personId } = person
  const key = await keyOfPerson(tx, personId, true)
  const signed = { part, personId, signedAt: given.signedAt }
  const isFresh = Math.abs(now.epochMilliseconds - Date.parse(given.signedAt)) <= freshMinutes * 60_000
  const isCanonical = isFresh && Temporal.Instant.from(given.signedAt).toString() === given.signedAt
  const check = { signature: given.signature, signing: key?.signing ?? '' }
  if (key === null || !isCanonical || !(await verifyWarningWish(wishOf(draft), signed, check)))
    throw new Problem(
      403,
      'SIGNATURE_REFUSED',
      'This is not signed by your own key over the draft as it stands, or is older than five minutes',
    )
  if (await insertSignature(tx, draft.id, { ...signed, signature: given.signature })) return
  throw new Problem(403, 'SAME_PERSON', 'A warning takes two people: nobody approves what they drafted, and nobody approves twice')
}

function settled(): Problem {
  return new Problem(409, 'DRAFT_SETTLED', 'The draft is not in a state for this any more; read it again')
}
