import type { Database, Queries } from '#database/database.ts'
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
import { insertCovers } from './log-entry-store.ts'
import { logInstant } from './log-instant.ts'
import { LogStateError } from './log-state-error.ts'
import { nextHead, stretchOf, type GrowthPlan, type NextHead } from './public-growth.ts'
import { listShards } from './shard-store.ts'
import {
  countUnplaced,
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
  /** Number of the log; only the open one is signed. */
  readonly shard: number
  readonly growth: GrowthPlan
}

/** What a round came to. */
export type Round = {
  /** By how many leaves the signed tree has grown. */
  readonly grown: number
  /** Places that are left until the next public head, which cover entries take where nothing else does. */
  readonly placesLeft: number
  /** Set where this round ended at a public head. */
  readonly head: NextHead | null
}

/** Entries that one head takes in at most, so that what a round holds in memory is bounded. */
export const mostPerHead = 1024

const idle: Round = { grown: 0, placesLeft: 0, head: null }

/**
 * Gives new entries their places, signs the head over them and stores it; where a public head is due, fills the tree with cover entries up to its size
 * and offers it to the witnesses.
 *
 * One sequencer at a time, by lock and by compare and set of the head outside the database. First the tree is committed, then read back and
 * hashed again, then the head is kept in the folder, then stored: whatever ends this in between, the next round goes on from there.
 *
 * @param covers Cover entries that are due before the public head is.
 * @throws {LogStateError} if signing would contradict what was signed before.
 */
export async function sequenceEntries(parts: SequencingParts, covers = 0): Promise<Round> {
  const { database, shard } = parts
  return await database.kysely.transaction().execute(async (lock) => {
    if (!(await lockSequencer(lock))) return idle
    const open = (await listShards(lock)).at(-1)?.number ?? shard
    if (open !== shard) throw new LogStateError('LOG_CLOSED', `Refuse to sign: log ${shard} was closed, log ${open} is open`)
    return await growAndSign(parts, covers)
  })
}

async function growAndSign(parts: SequencingParts, covers: number): Promise<Round> {
  const { shard } = parts
  const queries = parts.database.kysely
  const kept = await readKeptHead(parts.folder, headName(shard))
  const stored = await findHead(queries, 'signed', shard)
  const placed = await treeSize(queries, shard)
  refuseContradiction({ kept, stored, placed })
  const known: TreeHead = kept ?? { size: 0, root: emptyRoot() }
  const offered = await firstOffer(parts)
  // A tree that is larger than the head was committed by a round that did not come to sign it.
  const growth = placed > known.size ? null : await planGrowth(parts, { offered, size: known.size, covers })
  const size = growth === null ? placed : await grow(parts, known, growth)
  const head = growth?.isDue === true && size === growth.next.size ? growth.next : null
  const round = { grown: size - (stored?.size ?? 0), placesLeft: growth === null ? 0 : growth.next.size - size, head }
  if (size === known.size && stored?.size === size && head === null) return round
  const tree = await rereadTree(parts, known, size)
  if (kept === null || size > kept.size) await keepHead({ folder: parts.folder, name: headName(shard) }, kept, tree)
  const signed = await signHead(parts, tree)
  await writeHead(queries, { kind: 'signed', shard }, signed)
  if (head !== null) await writeHead(queries, { kind: 'offered', shard }, signed)
  return round
}

/**
 * Returns the head that was offered to the witnesses last. Before the first, it is the head of what was signed before there were witnesses, or of no
 * leaves at all, which contradicts nothing: so a log can ask its witnesses what they saw before it signs anything else.
 */
export async function firstOffer(parts: Pick<SequencingParts, 'database' | 'clock' | 'signer' | 'shard'>): Promise<SignedHead> {
  const { database, shard } = parts
  const known = await findHead(database.kysely, 'offered', shard)
  if (known !== null) return known
  const first = (await findHead(database.kysely, 'signed', shard)) ?? (await signHead(parts, { size: 0, root: emptyRoot() }))
  await writeHead(database.kysely, { kind: 'offered', shard }, first)
  return first
}

/** Returns the name under which the last head of a log is kept outside the database. */
export function headName(shard: number): string {
  return shard === 1 ? 'signed-head' : `signed-head-${shard}`
}

/** What one round adds to the tree. */
type Growth = {
  readonly isDue: boolean
  readonly next: NextHead
  readonly covers: number
  /** How many leaves the round places at most. */
  readonly limit: number
}

async function planGrowth(
  { database, clock, growth }: SequencingParts,
  tree: { readonly offered: SignedHead; readonly size: number; readonly covers: number },
): Promise<Growth> {
  const { offered, size } = tree
  const waiting = await countUnplaced(database.kysely, mostPerHead + 1)
  const next = nextHead(offered.size, size + waiting, growth)
  const isDue = stretchOf(clock.now(), growth) !== stretchOf(Temporal.Instant.from(offered.at), growth)
  const places = next.size - size - waiting
  const limit = Math.min(mostPerHead, next.size - size)
  return { isDue, next, covers: Math.max(0, Math.min(isDue ? places : Math.min(tree.covers, places), limit - waiting)), limit }
}

async function grow({ database, clock, shard }: SequencingParts, known: TreeHead, growth: Growth): Promise<number> {
  return await database.kysely.transaction().execute(async (tx) => {
    await insertCovers(tx, growth.covers, logInstant(clock.now()))
    const commitments = await placeEntries(tx, { shard, size: known.size }, growth.limit)
    if (commitments.length === 0) return known.size
    const edge = await resumeAt(known, { queries: tx, shard })
    const full = commitments.flatMap((commitment) => edge.append(leafHashOf(commitment)))
    await writeTiles(tx, shard, [...full, ...edge.partialTiles()])
    return edge.size
  })
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

async function resumeAt(known: TreeHead, { queries, shard }: { queries: Queries; shard: number }): Promise<TreeEdge> {
  const edge = await TreeEdge.resume(known.size, storedTiles(queries, shard))
  if (sameHash(edge.root(), known.root)) return edge
  throw altered(`its tiles of ${known.size} leaves lead to another root than the one that was signed`)
}

/** Returns the head of the first `size` leaves as the database holds them now: what is signed was read again and hashed again. */
async function rereadTree({ database, shard }: SequencingParts, known: TreeHead, size: number): Promise<TreeHead> {
  const queries = database.kysely
  const edge = await resumeAt(known, { queries, shard })
  const written: WrittenTile[] = []
  for (const { opening, commitment } of await leavesBetween(queries, { shard, start: known.size, end: size })) {
    if (!sameHash(commitmentOf(opening), commitment)) throw altered(`the entry at ${edge.size} is not what its commitment says`)
    written.push(...edge.append(leafHashOf(commitment)))
  }
  if (edge.size !== size) throw altered(`${edge.size} leaves, expected ${size}`)
  const source = storedTiles(queries, shard)
  for (const { tile, bytes } of [...written, ...edge.partialTiles()])
    if (!sameHash(await source(tile), bytes)) throw altered(`${tilePath(tile)} does not hold its hashes`)
  const head = { size, root: edge.root() }
  verifyConsistency(known, head, await proveConsistency(known.size, size, tileHashReader(size, source)))
  return head
}

async function signHead({ signer, clock }: Pick<SequencingParts, 'signer' | 'clock'>, head: TreeHead): Promise<SignedHead> {
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
