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
  /** Absent where a person of the operator sent it over the network. */
  readonly came?: CameAnotherWay | undefined
}

/** How an officer took a filing in: as a file, or as what was said in a call. `authority` is the code of the officer's authority, `officer` a pseudonym. */
export type FilingWay =
  | { readonly way: 'hand-in'; readonly authority: string }
  | { readonly way: 'phone'; readonly authority: string; readonly officer: string }

/** A filing that an officer took in, and when it reached this system (ISO 8601 in UTC); its `filedAt` is when it reached the officer. */
export type CameAnotherWay = FilingWay & { readonly at: string }

const kinds: Readonly<Record<string, EntryKind & ('submit' | 'withdraw')>> = { initial: 'submit', withdrawal: 'withdraw' }

/** Returns what the log tells of `filing`. */
export function filingAct(filing: LoggedFiling): CaseAct {
  const filedAt = logInstant(Temporal.Instant.from(filing.filedAt))
  const common = { case: filing.incidentId, report: filing.reportId, stage: filing.stage, digest: filing.digest }
  if (filing.came === undefined) return { ...common, kind: kinds[filing.stage] ?? 'follow-up', at: filedAt }
  const { came } = filing
  const taken = { ...common, at: logInstant(Temporal.Instant.from(came.at)), authority: came.authority }
  return came.way === 'hand-in' ? { ...taken, kind: 'hand-in', reached: filedAt } : { ...taken, kind: 'phone', officer: came.officer }
}

/** Returns the leaf of a first report, with which the entries of its case begin. */
export function filingLeaf(filing: LoggedFiling): NewCaseLeaf {
  return caseLeaf(filingAct(filing), null)
}
