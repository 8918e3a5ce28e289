import { canonicalJson } from '#base/canonical-json.ts'
import { commitmentOf, sealEntry } from '#transparency-log/entry-commitment.ts'
import type { CaseEntry, Entry } from '#transparency-log/entry.ts'

/** An entry on its way into the log, sealed: nothing but its commitment reaches the tree. */
export type NewLeaf = {
  readonly commitment: Uint8Array
  readonly salt: Uint8Array
  /** Canonical JSON. */
  readonly entry: string
}

/** An entry of a case on its way into the log. */
export type NewCaseLeaf = NewLeaf & { readonly caseId: string; readonly caseSeq: number }

/** An act on a case before it has its place behind the others. */
export type CaseAct = PlacelessOf<CaseEntry>

type PlacelessOf<One extends CaseEntry> = One extends CaseEntry ? Omit<One, 'seq' | 'prev'> : never

/** Where the entries of a case end. */
export type CaseEnd = Pick<CaseEntry, 'seq' | 'at'> & { readonly commitment: Uint8Array }

/** Returns the leaf of `entry` under a fresh salt. */
export function newLeaf(entry: Entry): NewLeaf {
  const sealed = sealEntry(entry)
  return { commitment: commitmentOf(sealed), salt: sealed.salt, entry: canonicalJson(sealed.entry) }
}

/**
 * Returns the leaf of `act` under a fresh salt.
 *
 * @param before The last entry of the case, which this one follows; null for the first. Times of a case never run back: a clock that was set
 *   back repeats the last one.
 */
export function caseLeaf(act: CaseAct, before: CaseEnd | null): NewCaseLeaf {
  const seq = (before?.seq ?? 0) + 1
  const at = before !== null && before.at > act.at ? before.at : act.at
  return { ...newLeaf({ ...act, at, seq, prev: before?.commitment.toHex() ?? null }), caseId: act.case, caseSeq: seq }
}
