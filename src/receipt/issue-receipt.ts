import type { Queries } from '#database/database.ts'
import type { Opening } from '#transparency-log/entry-commitment.ts'
import type { Hash } from '#transparency-log/merkle-tree.ts'
import { proveInclusion } from '#transparency-log/prove.ts'
import { formatReceipt } from '#transparency-log/receipt.ts'
import { tileHashReader } from '#transparency-log/tile-hash-reader.ts'
import { openingOfReport, type PlacedOpening } from './log-entry-store.ts'
import { headCovering, storedTiles } from './tree-store.ts'

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
  const hashes = await proveInclusion(index, head.size, tileHashReader(head.size, storedTiles(queries, shard)))
  return formatReceipt({ index, hashes, checkpoint: head.checkpoint }, disclosed)
}
