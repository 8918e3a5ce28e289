import { notFound } from '#http/problem.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Archive, InsideAct } from './archive-store.ts'
import { isKept, type KeptReport } from './archived-report.ts'
import type { InsideActor } from './inside-access.ts'

/** What the record of a gateway works with. */
export type RecordParts = { readonly archive: Archive; readonly clock: Clock }

/** Writes down what a person inside does. */
export function recordAct(actor: InsideActor, act: Omit<InsideAct, 'at' | 'person'>, { archive, clock }: RecordParts): void {
  archive.record({ at: clock.now().toString(), person: insideName(actor), ...act })
}

/** Returns the name of who asks; empty for a stranger, whom no route lets through. */
export function insideName(actor: InsideActor): string {
  return actor.kind === 'person' ? actor.person.name : ''
}

/**
 * Returns a report of the archive for a person inside, once it is written down who read it.
 *
 * @param what What is read: the id of the report, or with that of an attachment.
 * @throws {Problem} 404 if it is not in the archive.
 */
export function readKept(actor: InsideActor, reportId: string, parts: RecordParts, what: string = reportId): KeptReport {
  const archived = parts.archive.find(reportId)
  if (archived === null || !isKept(archived)) throw notFound('report')
  recordAct(actor, { act: 'read', about: what }, parts)
  return archived
}
