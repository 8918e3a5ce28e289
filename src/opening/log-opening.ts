import { createHash, randomUUID } from 'node:crypto'
import { verifyOpeningRequest } from '#envelope/opening-request.ts'
import { findAuthority } from '#authority/authority-store.ts'
import type { InTransaction } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { can } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { appendCaseEntry, type AppendedEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { holdersOfReport } from '#report/report-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { isFresh } from './fresh.ts'
import { loggedPurpose } from './logged-purpose.ts'
import type { OpeningOrder, OpeningRelease } from './opening-schema.ts'
import { insertOpening, setEntryOfOpening } from './opening-store.ts'

/** An opening on its way into the log: what the officer will be told, and the key to which the half will be wrapped. */
export type LoggedOpening = Omit<OpeningRelease, 'logShare'> & { readonly recipient: string }

/**
 * Writes an opening and its entry, if the officer may make it; both stand if and only if `tx` commits.
 *
 * The rows of the person and of its key stay locked until then, so that no opening is committed after a revocation was acknowledged.
 *
 * @throws {Problem} 404 if report or right to it is missing, 403 `OPENING_REFUSED` if the signature does not hold, 409 `OPENING_REPEATED`.
 */
export async function logOpening(tx: InTransaction, order: OpeningOrder, clock: Clock): Promise<LoggedOpening> {
  const { officer, incidentId, recipient } = await findEntitled(tx, order, clock)
  const { person, pseudonym } = officer
  const authorityId = person.organisationId
  const openedAt = clock.now()
  const { reportId, purpose, nonce } = order
  const opening = { id: randomUUID(), reportId, incidentId, authorityId, personId: person.personId, purpose, nonce }
  // The row before the entry: it waits for a follow-up that holds the incident, and who holds the entries of a case waits for nothing else.
  if (!(await insertOpening(tx, { ...opening, openedAt: openedAt.toString() })))
    throw new Problem(409, 'OPENING_REPEATED', 'This wish to open was used before; state the purpose again')
  const entry = await appendCaseEntry(tx, {
    kind: 'open',
    at: logInstant(openedAt),
    case: incidentId,
    report: reportId,
    authority: (await findAuthority(tx, authorityId))?.code ?? authorityId,
    role: 'officer',
    officer: pseudonym,
    purpose: loggedPurpose(purpose),
    recipient: createHash('sha256').update(recipient).digest('hex'),
  })
  await setEntryOfOpening(tx, opening.id, entry.seq)
  return { openingId: opening.id, openedAt: openedAt.toString(), entry: provable(entry), recipient }
}

async function findEntitled(tx: InTransaction, order: OpeningOrder, clock: Clock) {
  const officer = await lockPerson(tx, order.personId)
  const report = await holdersOfReport(tx, order.reportId)
  // By report and not by incident: an authority that joined later holds earlier reports only as they were shared with it.
  const received = officer !== null && (report?.authorityIds.includes(officer.person.organisationId) ?? false)
  if (officer === null || report === null || !can(officer.person, 'opening.create', { own: false, received })) throw notFound('report')
  const key = await keyOfPerson(tx, order.personId, true)
  if (key === null || !isFresh(order.requestedAt, clock.now()) || !(await verifyOpeningRequest(order, key))) {
    throw new Problem(403, 'OPENING_REFUSED', 'The wish to open is not signed by your own key, or is older than five minutes')
  }
  return { officer, incidentId: report.incidentId, recipient: key.recipient }
}

function provable({ seq, commitment, salt, entry }: AppendedEntry): OpeningRelease['entry'] {
  return { seq, commitment: commitment.toHex(), salt: salt.toHex(), text: entry }
}
