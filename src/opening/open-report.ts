import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import type { LogHalf } from '#receipt/log-half.ts'
import type { Clock } from '#runtime/clock.ts'
import { logOpening } from './log-opening.ts'
import type { AlarmKind } from './opening-alarm.ts'
import type { OpeningLimits } from './opening-limits.ts'
import type { OpeningOrder, WatchedRelease } from './opening-schema.ts'

/** What the log service works with. */
export type LogServiceParts = {
  readonly database: Database
  readonly clock: Clock
  readonly logHalf: LogHalf
  readonly limits: OpeningLimits
  /** Called with the openings that are out of the ordinary, once they are logged. */
  readonly onAlarm?: (openingId: string, kind: AlarmKind) => void
}

/** The only way to a log half: `open` writes the entry first. */
export type LogService = { open(order: OpeningOrder): Promise<WatchedRelease> }

/** Returns the log service of this process. */
export function createLogService(parts: LogServiceParts): LogService {
  return { open: (order) => openReport(order, parts) }
}

/**
 * Logs an opening, then releases the log service's half of the report key to the officer who signed the wish.
 *
 * The server that passes the order on is not trusted: signature, membership and jurisdiction are checked here against the service's own reading,
 * and the envelope that it passes on opens only if it holds the half of this very report.
 *
 * @throws {Problem} as `logOpening`; 422 `LOG_HALF_UNREADABLE` if the filer enveloped something else than this report's half.
 */
async function openReport(order: OpeningOrder, { database, logHalf, onAlarm, ...parts }: LogServiceParts): Promise<WatchedRelease> {
  // The entry is committed before the half leaves: no entry, no read.
  const { recipient, ...logged } = await database.kysely.transaction().execute((tx) => logOpening(tx, order, parts))
  for (const kind of logged.alarms) onAlarm?.(logged.openingId, kind)
  const logShare = await logHalf.rewrap(order.logEnvelope, order.reportId, recipient).catch(refuseEnvelope)
  return { ...logged, logShare }
}

/** The envelope comes from the filer: nobody but the log service can look into it, and this is the first time that it does. */
function refuseEnvelope(cause: unknown): never {
  if (!(cause instanceof EnvelopeError) || cause.code !== 'ENVELOPE_UNREADABLE') throw cause
  const detail = 'The filer did not seal this report to the log service as it must; the opening is logged, and nothing could be released'
  throw new Problem(422, 'LOG_HALF_UNREADABLE', detail, { cause })
}
