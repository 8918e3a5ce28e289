import type { Database, InTransaction } from '#database/database.ts'
import { verifySealedOpening, type SealedOpeningWish } from '#envelope/sealed-opening-request.ts'
import { notFound, Problem } from '#http/problem.ts'
import { can } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { holdersOfReport } from '#report/report-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { isFresh } from './fresh.ts'
import { approveSealedOpening, insertSealedOpening, lockSealedOpening } from './sealed-opening-store.ts'
import type { KeptSealedOpening } from './shown-sealed-opening.ts'

/** What sealed openings work with; `sealedDays` as in the limits of openings. */
export type SealedOpeningParts = { readonly database: Database; readonly clock: Clock; readonly sealedDays: number }

/** For how many hours a consent can be used. */
const consentHours = 24

/**
 * Keeps an officer's wish to open a report without its operator being told before an instant.
 *
 * @throws {Problem} 404 if report or right to it is missing, 403 `SEALED_OPENING_REFUSED` if the signature does not hold, 422 `REVEAL_TOO_LATE`,
 *   409 `SEALED_OPENING_EXISTS`.
 */
export function requestSealedOpening(wish: SealedOpeningWish & { readonly signature: string }, parts: SealedOpeningParts): Promise<void> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const officer = await lockPerson(tx, wish.personId)
    const report = await holdersOfReport(tx, wish.reportId)
    const received = officer !== null && (report?.authorityIds.includes(officer.person.organisationId) ?? false)
    if (officer === null || report === null || !can(officer.person, 'opening.seal', { own: false, received })) throw notFound('report')
    const now = parts.clock.now()
    refuseReveal(wish.revealAt, now, parts.sealedDays)
    await refuseSignature(tx, 'request', wish, { personId: wish.personId, signature: wish.signature })
    if (!isFresh(wish.requestedAt, now)) throw refused()
    if (!(await insertSealedOpening(tx, { ...wish, authorityId: officer.person.organisationId })))
      throw new Problem(409, 'SEALED_OPENING_EXISTS', 'This wish is known already; use a fresh id')
  })
}

/**
 * Keeps the consent of an administrator of the same authority, who is somebody else than the officer.
 *
 * @throws {Problem} 404 if wish or right to it is missing, 403 `SEALED_OPENING_REFUSED`, 409 `SEALED_OPENING_SETTLED`.
 */
export function consentToSealedOpening(
  id: string,
  approver: { readonly personId: string; readonly signature: string },
  parts: SealedOpeningParts,
): Promise<void> {
  return parts.database.kysely.transaction().execute(async (tx) => {
    const administrator = await lockPerson(tx, approver.personId)
    const wish = await lockSealedOpening(tx, id)
    const own = administrator !== null && wish?.authorityId === administrator.person.organisationId
    if (administrator === null || wish === null || !can(administrator.person, 'opening.approve-seal', { own, received: false }))
      throw notFound('wish')
    if (wish.personId === approver.personId)
      throw new Problem(403, 'SEALED_OPENING_REFUSED', 'A sealed opening takes two people: nobody consents to a wish of their own')
    if (wish.approval !== null) throw new Problem(409, 'SEALED_OPENING_SETTLED', 'Consent to this wish was given before')
    const now = parts.clock.now()
    refuseReveal(wish.revealAt, now, parts.sealedDays)
    await refuseSignature(tx, 'approval', wish, approver)
    await approveSealedOpening(tx, id, { ...approver, at: now.toString() })
  })
}

/**
 * Returns the instant from which the operator is told of the opening at hand, if two people wished that it is withheld until then.
 *
 * @throws {Problem} 403 `SEALED_OPENING_REFUSED` unless wish and consent are signed by two people who may, name this very opening, and still count.
 */
export async function revealOfOpening(
  tx: InTransaction,
  opening: { readonly sealedOpeningId: string; readonly personId: string; readonly reportId: string; readonly purpose: string },
  { now, sealedDays }: { readonly now: Temporal.Instant; readonly sealedDays: number },
): Promise<string> {
  const wish = await lockSealedOpening(tx, opening.sealedOpeningId)
  const { personId, reportId, purpose } = opening
  const approval = wish?.approval ?? null
  if (wish === null || approval === null) throw refused()
  if (wish.personId !== personId || wish.reportId !== reportId || wish.purpose !== purpose) throw refused()
  if (Temporal.Instant.compare(now, Temporal.Instant.from(approval.at).add({ hours: consentHours })) > 0) throw refused()
  refuseReveal(wish.revealAt, now, sealedDays)
  const administrator = await lockPerson(tx, approval.personId)
  const own = administrator?.person.organisationId === wish.authorityId
  if (
    administrator === null ||
    approval.personId === personId ||
    !can(administrator.person, 'opening.approve-seal', { own, received: false })
  )
    throw refused()
  await refuseSignature(tx, 'request', wish, wish)
  await refuseSignature(tx, 'approval', wish, approval)
  return wish.revealAt
}

async function refuseSignature(
  tx: InTransaction,
  part: 'request' | 'approval',
  wish: SealedOpeningWish | KeptSealedOpening,
  { personId, signature }: { readonly personId: string; readonly signature: string },
): Promise<void> {
  const key = await keyOfPerson(tx, personId, true)
  if (key === null || !(await verifySealedOpening(part, wish, { signature, signing: key.signing }))) throw refused()
}

function refuseReveal(revealAt: string, now: Temporal.Instant, sealedDays: number): void {
  const reveal = Temporal.Instant.from(revealAt)
  const latest = now.add({ hours: sealedDays * 24 })
  if (Temporal.Instant.compare(reveal, now) > 0 && Temporal.Instant.compare(reveal, latest) <= 0) return
  throw new Problem(
    422,
    'REVEAL_TOO_LATE',
    `An opening can be withheld for ${sealedDays} days at most; state an instant up to ${latest.toString()}`,
  )
}

function refused(): Problem {
  return new Problem(
    403,
    'SEALED_OPENING_REFUSED',
    'The sealed opening is not signed by two people who may, or its consent is older than a day',
  )
}
