import type { EntryKind } from '#transparency-log/entry.ts'
import { logInstant } from './log-instant.ts'
import { caseLeaf, type CaseAct, type NewCaseLeaf } from './new-leaf.ts'

/** What the log tells of a filing. */
export type LoggedFiling = {
  readonly reportId: string
  readonly incidentId: string
  /** Stage of the report, which decides the kind of the entry. */
  readonly stage: string
  /** SHA-256 in hexadecimal over what was signed and the signature. */
  readonly digest: string
  /** Instant, ISO 8601 in UTC. */
  readonly filedAt: string
}

const kinds: Readonly<Record<string, EntryKind & ('submit' | 'withdraw')>> = { initial: 'submit', withdrawal: 'withdraw' }

/** Returns what the log tells of `filing`. */
export function filingAct(filing: LoggedFiling): CaseAct {
  return {
    kind: kinds[filing.stage] ?? 'follow-up',
    at: logInstant(Temporal.Instant.from(filing.filedAt)),
    case: filing.incidentId,
    report: filing.reportId,
    stage: filing.stage,
    digest: filing.digest,
  }
}

/** Returns the leaf of a first report, with which the entries of its case begin. */
export function filingLeaf(filing: LoggedFiling): NewCaseLeaf {
  return caseLeaf(filingAct(filing), null)
}
