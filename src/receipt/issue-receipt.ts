import type { Queries } from '#database/database.ts'
import type { Opening } from '#transparency-log/entry-commitment.ts'
import type { Hash } from '#transparency-log/merkle-tree.ts'
import { proveInclusion, type HashReader } from '#transparency-log/prove.ts'
import { formatReceipt } from '#transparency-log/receipt.ts'
import { tileHashReader } from '#transparency-log/tile-hash-reader.ts'
import { openingOfReport, type PlacedOpening } from './log-entry-store.ts'
import { headCovering, storedTiles, type SignedHead } from './tree-store.ts'

/**
 * Returns the receipt of a report's filing as a `.tlog-proof` file: `waiting` until a head covers its leaf, null where it was filed before there was a log.
 *
 * Under a witnessed head where one covers the leaf, otherwise under the one that the log alone signed; a proof reads a handful of tiles.
 */
export async function issueReceipt(queries: Queries, reportId: string): Promise<Uint8Array | 'waiting' | null> {
  const placed = await openingOfReport(queries, reportId)
  if (placed === null) return null
  return (await receiptOf(queries, placed)) ?? 'waiting'
}

/**
 * Returns the receipt of an entry, or null while no head covers its leaf.
 *
 * @param disclosed The commitment alone, where the entry is withheld; the opening otherwise.
 */
export async function receiptOf(
  queries: Queries,
  { index, opening, shard }: PlacedOpening,
  disclosed: Opening | Hash = opening,
): Promise<Uint8Array | null> {
  const head = index === null ? null : await headCovering(queries, shard, index)
  if (index === null || head === null) return null
  const hashes = await proveInclusion(index, head.size, readerOf(queries, shard, head))
  return formatReceipt({ index, hashes, checkpoint: head.checkpoint }, disclosed)
}

const mostReaders = 4
const readers = new WeakMap<Queries, Map<string, HashReader>>()

/** Returns the reader of the tree under `head`: receipts under one head share its tiles, which never change. */
function readerOf(queries: Queries, shard: number, head: SignedHead): HashReader {
  const known = readers.get(queries) ?? new Map<string, HashReader>()
  readers.set(queries, known)
  const name = `${shard} ${head.size} ${head.root.toHex()}`
  const reader = known.get(name) ?? tileHashReader(head.size, storedTiles(queries, shard))
  known.delete(name)
  known.set(name, reader)
  for (const old of known.keys()) if (known.size > mostReaders) known.delete(old)
  return reader
}
