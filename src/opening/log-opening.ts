import { randomUUID } from 'node:crypto'
import { verifyOpeningRequest } from '#envelope/opening-request.ts'
import { findAuthority } from '#authority/authority-store.ts'
import type { InTransaction } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { can } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { appendCaseEntry, type AppendedEntry } from '#receipt/append-entry.ts'
import type { CaseAct } from '#receipt/new-leaf.ts'
import { hashText } from '#key-directory/fingerprint.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { holdersOfReport } from '#report/report-store.ts'
import type { Clock } from '#runtime/clock.ts'
import { isFresh } from './fresh.ts'
import { loggedPurpose } from './logged-purpose.ts'
import { alarmsOf } from './opening-alarm.ts'
import { insertAlarms } from './opening-alarm-store.ts'
import { hourOfDay, limitsOfPerson, openingHistory } from './opening-history-store.ts'
import { quotaOf, type OpeningHistory, type OpeningLimits } from './opening-limits.ts'
import { refuseBeyond } from './refuse-beyond.ts'
import type { OpeningOrder, OpeningRelease, WatchedRelease } from './opening-schema.ts'
import { revealOfOpening } from './sealed-opening.ts'
import { insertOpening, setEntryOfOpening, type Opening } from './opening-store.ts'
import { findRepeatedOpening } from './repeated-opening-store.ts'

/** What logging an opening works with. */
export type LoggingParts = { readonly clock: Clock; readonly limits: OpeningLimits }

/** An opening on its way into the log: what will be told of it, and the key to which the half will be wrapped. */
export type LoggedOpening = Omit<WatchedRelease, 'logShare'> & { readonly recipient: string }

/**
 * Writes an opening and its entry, if the officer may make it; both stand if and only if `tx` commits.
 *
 * The rows of the person and of its key stay locked until then, so that no opening is committed after a revocation was acknowledged.
 *
 * @throws {Problem} 404 if report or right to it is missing, 403 `OPENING_REFUSED` if the signature does not hold or `SEALED_OPENING_REFUSED`,
 *   429 `OPENING_QUOTA`, 409 `OPENING_REPEATED` for a person.
 */
export async function logOpening(tx: InTransaction, order: OpeningOrder, { clock, limits }: LoggingParts): Promise<LoggedOpening> {
  const { officer, incidentId, recipient } = await findEntitled(tx, order, clock)
  const { person, pseudonym } = officer
  const authorityId = person.organisationId
  const openedAt = clock.now()
  const { reportId, purpose, nonce, sealedOpeningId = null } = order
  const history = await withinQuota(tx, person, { limits, now: openedAt })
  const revealAt =
    sealedOpeningId === null
      ? null
      : await revealOfOpening(tx, { ...order, sealedOpeningId }, { now: openedAt, sealedDays: limits.sealedDays })
  const opening = {
    id: randomUUID(),
    reportId,
    incidentId,
    authorityId,
    personId: person.personId,
    purpose,
    nonce,
    openedAt: openedAt.toString(),
    sealedOpeningId,
    revealAt,
  }
  // The row before the entry: it waits for a follow-up that holds the incident, and who holds the entries of a case waits for nothing else.
  if (!(await insertOpening(tx, opening))) return { ...(await repeatedFor(person, tx, opening)), recipient }
  const act: CaseAct = {
    kind: 'open',
    at: logInstant(openedAt),
    case: incidentId,
    report: reportId,
    authority: (await findAuthority(tx, authorityId))?.code ?? authorityId,
    role: 'officer',
    officer: pseudonym,
    purpose: loggedPurpose(purpose),
    recipient: hashText(recipient),
  }
  const entry = await appendCaseEntry(tx, act, revealAt === null ? {} : { withheldUntil: revealAt })
  await setEntryOfOpening(tx, opening.id, entry.seq)
  const alarms = isMachine(person) ? [] : alarmsOf({ incidentId, hour: hourOfDay(openedAt) }, history)
  await insertAlarms(tx, opening.id, alarms, opening.openedAt)
  return { openingId: opening.id, openedAt: opening.openedAt, revealAt, entry: provable(entry), alarms: [...alarms], recipient }
}

/**
 * Returns what was answered to this very wish before. A machine whose connection broke off asks again with the same bytes, and the entry stands for
 * both; a person states the purpose anew.
 */
async function repeatedFor(person: PersonActor, tx: InTransaction, opening: Opening): Promise<Omit<LoggedOpening, 'recipient'>> {
  const found = isMachine(person) ? await findRepeatedOpening(tx, opening) : null
  if (found === null) throw new Problem(409, 'OPENING_REPEATED', 'This wish to open was used before; state the purpose again')
  const { openingId, openedAt, entry } = found
  return { openingId, openedAt, revealAt: null, entry: provable(entry), alarms: [] }
}

/** The service of an authority that opens every report has no habits of a person. */
function isMachine(person: PersonActor): boolean {
  return person.roles.includes('service-account')
}

async function withinQuota(
  tx: InTransaction,
  person: PersonActor,
  how: { readonly limits: OpeningLimits; readonly now: Temporal.Instant },
): Promise<OpeningHistory> {
  // The person's row is locked: openings of one officer are counted one after the other.
  const history = await openingHistory(tx, person.personId, how.now)
  if (!isMachine(person)) refuseBeyond(quotaOf(history, await limitsOfPerson(tx, person.personId, how), how.now), how.now)
  return history
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
