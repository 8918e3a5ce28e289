import { canonicalJson } from '#base/canonical-json.ts'
import { commitmentOf, sealEntry } from '#transparency-log/entry-commitment.ts'
import type { CaseEntry, EntryKind } from '#transparency-log/entry.ts'

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

/** Where the entries of a case end. */
export type CaseEnd = Pick<CaseEntry, 'seq' | 'at'> & { readonly commitment: Uint8Array }

/** An entry on its way into the log, sealed: nothing but its commitment reaches the tree. */
export type NewLeaf = {
  readonly reportId: string
  readonly caseId: string
  readonly caseSeq: number
  readonly commitment: Uint8Array
  readonly salt: Uint8Array
  /** Canonical JSON. */
  readonly entry: string
}

const kinds: Readonly<Record<string, EntryKind & ('submit' | 'withdraw')>> = { initial: 'submit', withdrawal: 'withdraw' }

/**
 * Returns the leaf of `filing` under a fresh salt.
 *
 * @param before The last entry of the case, which this one follows; null for the first. Times of a case never run back: a clock that was set
 *   back repeats the last one.
 */
export function filingLeaf(filing: LoggedFiling, before: CaseEnd | null): NewLeaf {
  const at = Temporal.Instant.from(filing.filedAt).toString({ fractionalSecondDigits: 3 })
  const sealed = sealEntry({
    kind: kinds[filing.stage] ?? 'follow-up',
    at: before !== null && before.at > at ? before.at : at,
    case: filing.incidentId,
    seq: (before?.seq ?? 0) + 1,
    prev: before?.commitment.toHex() ?? null,
    report: filing.reportId,
    stage: filing.stage,
    digest: filing.digest,
  })
  return {
    reportId: filing.reportId,
    caseId: filing.incidentId,
    caseSeq: (before?.seq ?? 0) + 1,
    commitment: commitmentOf(sealed),
    salt: sealed.salt,
    entry: canonicalJson(sealed.entry),
  }
}
