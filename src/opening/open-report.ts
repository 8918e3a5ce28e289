import { randomUUID } from 'node:crypto'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import { verifyOpeningRequest } from '#envelope/opening-request.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { can } from '#identity/can.ts'
import { findPerson } from '#identity/identity-store.ts'
import { keyOfPerson } from '#identity/key-store.ts'
import { findIncident } from '#incident/incident-store.ts'
import type { LogHalf } from '#receipt/log-half.ts'
import { findReport } from '#report/report-store.ts'
import type { Clock } from '#runtime/clock.ts'
import type { OpeningOrder, OpeningRelease } from './opening-schema.ts'
import { insertOpening } from './opening-store.ts'

/** What the log service works with. */
export type LogServiceParts = { readonly database: Database; readonly clock: Clock; readonly logHalf: LogHalf }

/** The only way to a log half: `open` writes the entry first. */
export type LogService = { open(order: OpeningOrder): Promise<OpeningRelease> }

const freshMinutes = 5

/** Returns the log service of this process. */
export function createLogService(parts: LogServiceParts): LogService {
  return { open: (order) => openReport(order, parts) }
}

/**
 * Logs an opening, then releases the log service's half of the report key to the officer who signed the wish.
 *
 * The server that passes the order on is not trusted: signature, membership and jurisdiction are checked here against the service's own reading.
 *
 * @throws {Problem} 404 if report or right to it is missing, 403 `OPENING_REFUSED` if the signature does not hold, 409 `OPENING_REPEATED`,
 *   422 `LOG_HALF_UNREADABLE` if the filer enveloped something else than this report's half.
 */
async function openReport(order: OpeningOrder, parts: LogServiceParts): Promise<OpeningRelease> {
  const queries = parts.database.kysely
  const officer = await findPerson(queries, order.personId)
  const stored = await findReport(queries, order.reportId)
  const incident = stored === null ? null : await findIncident(queries, stored.report.incidentId)
  const received = officer !== null && (incident?.authorityIds.includes(officer.organisationId) ?? false)
  if (officer === null || stored === null || incident === null || !can(officer, 'opening.create', { own: false, received }))
    throw notFound('report')
  const key = await keyOfPerson(queries, officer.personId)
  const now = parts.clock.now()
  if (
    key === null ||
    !isFresh(order.requestedAt, now) ||
    !(await verifyOpeningRequest(order, { recipient: key.recipient, signing: key.signing }))
  ) {
    throw new Problem(403, 'OPENING_REFUSED', 'The wish to open is not signed by your own key, or is older than five minutes')
  }
  const opening = {
    id: randomUUID(),
    reportId: order.reportId,
    incidentId: stored.report.incidentId,
    authorityId: officer.organisationId,
    personId: officer.personId,
    purpose: order.purpose,
    nonce: order.nonce,
    openedAt: now.toString(),
  }
  // The entry is committed before the half leaves: no entry, no read.
  if (!(await insertOpening(queries, opening)))
    throw new Problem(409, 'OPENING_REPEATED', 'This wish to open was used before; state the purpose again')
  const filing = JSON.parse(stored.filing) as Filing
  return {
    openingId: opening.id,
    openedAt: opening.openedAt,
    logShare: await parts.logHalf.rewrap(filing.sealed.log.envelope, order.reportId, key.recipient).catch(refuseEnvelope),
  }
}

/** The envelope comes from the filer: nobody but the log service can look into it, and this is the first time that it does. */
function refuseEnvelope(cause: unknown): never {
  if (!(cause instanceof EnvelopeError) || cause.code !== 'ENVELOPE_UNREADABLE') throw cause
  const detail = 'The filer did not seal this report to the log service as it must; the opening is logged, and nothing could be released'
  throw new Problem(422, 'LOG_HALF_UNREADABLE', detail, { cause })
}

function isFresh(requestedAt: string, now: Temporal.Instant): boolean {
  // A text of the right shape may still name no instant (month 13); `Date.parse` answers that with NaN, which is not fresh.
  return Math.abs(now.epochMilliseconds - Date.parse(requestedAt)) <= freshMinutes * 60_000
}
