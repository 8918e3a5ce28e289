import type { InTransaction } from '#database/database.ts'
import type { CaseEntry, Entry } from '#transparency-log/entry.ts'
import { endOfCase, insertLeaf, lockCase, type EntryPlace } from './log-entry-store.ts'
import { caseLeaf, newLeaf, type CaseAct } from './new-leaf.ts'

/** An entry of a case that was appended: with the salt it opens the commitment, which is all that the tree will hold. */
export type AppendedEntry = {
  readonly seq: number
  readonly commitment: Uint8Array
  readonly salt: Uint8Array
  /** Canonical JSON. */
  readonly entry: string
}

/**
 * Appends an entry that belongs to no case and returns its commitment; it is logged if and only if `tx` commits.
 *
 * @throws {LogError} `ENTRY_MALFORMED` if a field is not of the form that its kind asks for.
 */
export async function appendEntry(tx: InTransaction, entry: Exclude<Entry, CaseEntry>): Promise<Uint8Array> {
  const leaf = newLeaf(entry)
  await insertLeaf(tx, leaf)
  return leaf.commitment
}

/**
 * Appends an entry of a case, numbered and linked to the one before; it is logged if and only if `tx` commits.
 *
 * Until then all others who append to this case wait. Who also locks the incident does that first, else two can wait for each other in a circle.
 *
 * @param act `at` by the log's clock (`logInstant`); an instant before that of the last entry becomes that one.
 * @throws {LogError} `ENTRY_MALFORMED` if a field is not of the form that its kind asks for.
 */
export async function appendCaseEntry(tx: InTransaction, act: CaseAct, of: EntryPlace = {}): Promise<AppendedEntry> {
  await lockCase(tx, act.case)
  const leaf = caseLeaf(act, await endOfCase(tx, act.case))
  await insertLeaf(tx, { ...leaf, ...of })
  return { seq: leaf.caseSeq, commitment: leaf.commitment, salt: leaf.salt, entry: leaf.entry }
}
