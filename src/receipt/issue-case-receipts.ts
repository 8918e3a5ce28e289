import type { Queries } from '#database/database.ts'
import { isCaseEntry, type CaseEntry } from '#transparency-log/entry.ts'
import { commitmentOf } from '#transparency-log/entry-commitment.ts'
import { receiptOf } from './issue-receipt.ts'
import { placedEntriesOfCase } from './log-entry-store.ts'

/** The receipts of a case as one reader may have them. */
export type CaseReceipts = {
  /** First to last; those of entries that the reader may not know carry the commitment alone. */
  readonly receipts: readonly Uint8Array[]
  /** The entries that are told. */
  readonly told: readonly CaseEntry[]
}

/** Tells whether a reader may know an entry; `withheldUntil` where its operator is told only from that instant on, ISO 8601 in UTC. */
export type MayKnow = (entry: CaseEntry, withheldUntil: string | null) => boolean

/**
 * Returns the receipts of a case, up to the last entry that a head covers and that the reader may know; none while there is no such entry.
 *
 * What comes after that entry and is withheld shows once a later one is told: its number counts on.
 */
export async function issueCaseReceipts(queries: Queries, caseId: string, mayKnow: MayKnow): Promise<CaseReceipts> {
  const receipts: Uint8Array[] = []
  const told: CaseEntry[] = []
  let whole = 0
  for (const placed of await placedEntriesOfCase(queries, caseId)) {
    const { entry } = placed.opening
    const isTold = isCaseEntry(entry) && mayKnow(entry, placed.withheldUntil)
    const receipt = await receiptOf(queries, placed, isTold ? placed.opening : commitmentOf(placed.opening))
    if (receipt === null) break
    receipts.push(receipt)
    if (!isTold) continue
    told.push(entry)
    whole = receipts.length
  }
  return { receipts: receipts.slice(0, whole), told }
}
