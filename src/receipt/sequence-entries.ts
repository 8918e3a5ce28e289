import type { Database, InTransaction } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import { commitmentOf, leafHashOf } from '#transparency-log/entry-commitment.ts'
import { formatCheckpoint } from '#transparency-log/checkpoint.ts'
import { emptyRoot, sameHash } from '#transparency-log/merkle-tree.ts'
import { openCheckpoint } from '#transparency-log/open-checkpoint.ts'
import { proveConsistency } from '#transparency-log/prove.ts'
import { formatNote } from '#transparency-log/signed-note.ts'
import { signCheckpoint, type Signer } from '#transparency-log/signer.ts'
import { tilePath } from '#transparency-log/tile.ts'
import { tileHashReader } from '#transparency-log/tile-hash-reader.ts'
import { TreeEdge, type WrittenTile } from '#transparency-log/tree-edge.ts'
import { verifyConsistency, type TreeHead } from '#transparency-log/verify-proof.ts'
import { keepHead, readKeptHead, type KeptHead } from './kept-head.ts'
import { LogStateError } from './log-state-error.ts'
import {
  findHead,
  leavesBetween,
  lockSequencer,
  placeEntries,
  storedTiles,
  treeSize,
  writeHead,
  writeTiles,
  type SignedHead,
} from './tree-store.ts'

/** What sequencing works with. */
export type SequencingParts = {
  readonly database: Database
  readonly clock: Clock
  readonly signer: Signer
  /** The log's own folder, outside the database. */
  readonly folder: string
}

/** Entries that one head takes in at most, so that what a round holds in memory is bounded. */
export const mostPerHead = 1024
const headName = 'signed-head'

/**
 * Gives new entries their places, signs the head over them and stores it; returns by how many leaves the signed tree has grown.
 *
 * One sequencer at a time, by lock and by compare and set of the head outside the database. First the tree is committed, then read back and
 * hashed again, then the head is kept in the folder, then stored: whatever ends this in between, the next round goes on from there.
 *
 * @throws {LogStateError} if signing would contradict what was signed before.
 */
export async function sequenceEntries(parts: SequencingParts): Promise<number> {
  return await parts.database.kysely.transaction().execute(async (lock) => ((await lockSequencer(lock)) ? await growAndSign(parts) : 0))
}

async function growAndSign(parts: SequencingParts): Promise<number> {
  const queries = parts.database.kysely
  const kept = await readKeptHead(parts.folder, headName)
  const stored = await findHead(queries, 'signed')
  const placed = await treeSize(queries)
  refuseContradiction({ kept, stored, placed })
  const known: TreeHead = kept ?? { size: 0, root: emptyRoot() }
  // A tree that is larger than the head was committed by a round that did not come to sign it.
  const size = placed > known.size ? placed : await queries.transaction().execute((tx) => growTree(tx, known))
  if (size === known.size && stored?.size === size) return 0
  const head = await rereadTree(parts, known, size)
  if (kept === null || size > kept.size) await keepHead({ folder: parts.folder, name: headName }, kept, head)
  await writeHead(queries, 'signed', await signHead(parts, head))
  return size - (stored?.size ?? 0)
}

function refuseContradiction(how: { kept: KeptHead | null; stored: SignedHead | null; placed: number }): void {
  const { kept, stored, placed } = how
  const keptSize = kept?.size ?? -1
  if (placed < keptSize)
    throw new LogStateError(
      'LOG_DATABASE_BEHIND',
      `Refuse to sign: the database holds ${placed} leaves, the log has signed ${keptSize}; it was restored from a backup`,
    )
  if (stored !== null && stored.size > keptSize)
    throw new LogStateError(
      'LOG_HEAD_LOST',
      `Refuse to sign: the database knows a head of ${stored.size} leaves that the log's folder lost`,
    )
  if (kept !== null && stored?.size === keptSize && !sameHash(kept.root, stored.root))
    throw altered(`its two heads of ${keptSize} leaves differ`)
}

async function growTree(tx: InTransaction, known: TreeHead): Promise<number> {
  const commitments = await placeEntries(tx, known.size, mostPerHead)
  if (commitments.length === 0) return known.size
  const edge = await resumeAt(known, tx)
  const full = commitments.flatMap((commitment) => edge.append(leafHashOf(commitment)))
  await writeTiles(tx, [...full, ...edge.partialTiles()])
  return edge.size
}

async function resumeAt(known: TreeHead, queries: Database['kysely']): Promise<TreeEdge> {
  const edge = await TreeEdge.resume(known.size, storedTiles(queries))
  if (sameHash(edge.root(), known.root)) return edge
  throw altered(`its tiles of ${known.size} leaves lead to another root than the one that was signed`)
}

/** Returns the head of the first `size` leaves as the database holds them now: what is signed was read again and hashed again. */
async function rereadTree(parts: SequencingParts, known: TreeHead, size: number): Promise<TreeHead> {
  const queries = parts.database.kysely
  const edge = await resumeAt(known, queries)
  const written: WrittenTile[] = []
  for (const { opening, commitment } of await leavesBetween(queries, known.size, size)) {
    if (!sameHash(commitmentOf(opening), commitment)) throw altered(`the entry at ${edge.size} is not what its commitment says`)
    written.push(...edge.append(leafHashOf(commitment)))
  }
  if (edge.size !== size) throw altered(`${edge.size} leaves, expected ${size}`)
  const source = storedTiles(queries)
  for (const { tile, bytes } of [...written, ...edge.partialTiles()])
    if (!sameHash(await source(tile), bytes)) throw altered(`${tilePath(tile)} does not hold its hashes`)
  const head = { size, root: edge.root() }
  verifyConsistency(known, head, await proveConsistency(known.size, size, tileHashReader(size, source)))
  return head
}

async function signHead({ signer, clock }: SequencingParts, head: TreeHead): Promise<SignedHead & { readonly at: string }> {
  const now = clock.now()
  const text = formatCheckpoint({ origin: signer.key.name, ...head, extensions: [] })
  const signature = await signCheckpoint(text, signer, Math.floor(now.epochMilliseconds / 1000))
  const checkpoint = formatNote({ text, signatures: [signature] })
  // A signature that went wrong would be noticed by everybody but us.
  await openCheckpoint(checkpoint, [signer.key])
  return { ...head, checkpoint, at: now.toString() }
}

function altered(problem: string): LogStateError {
  return new LogStateError('LOG_TREE_ALTERED', `Refuse to sign: ${problem}`)
}
