import type { InTransaction } from '#database/database.ts'
import { appendCaseEntry } from './append-entry.ts'
import { entriesOfCase, lockCase } from './log-entry-store.ts'
import { logInstant } from './log-instant.ts'

const filings: ReadonlySet<string> = new Set(['submit', 'follow-up', 'withdraw'])

/**
 * Logs that an authority has the latest report of a case, and returns the report; one that it acknowledged before is left as it is.
 *
 * @param authority The code under which rulebooks name it.
 * @returns Null where the case has no report in the log.
 */
export async function appendAcknowledgement(
  tx: InTransaction,
  { caseId, authority, at }: { readonly caseId: string; readonly authority: string; readonly at: Temporal.Instant },
): Promise<{ readonly reportId: string; readonly entrySeq: number } | null> {
  await lockCase(tx, caseId)
  const entries = await entriesOfCase(tx, caseId)
  const latest = entries.findLast(({ kind }) => filings.has(kind))
  if (latest === undefined || !('report' in latest)) return null
  const before = entries.find((one) => one.kind === 'acknowledge' && one.report === latest.report && one.authority === authority)
  if (before !== undefined) return { reportId: latest.report, entrySeq: before.seq }
  const entry = await appendCaseEntry(tx, { kind: 'acknowledge', at: logInstant(at), case: caseId, report: latest.report, authority })
  return { reportId: latest.report, entrySeq: entry.seq }
}
