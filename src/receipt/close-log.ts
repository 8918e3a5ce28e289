import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, InTransaction } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import { leafHashOf } from '#transparency-log/entry-commitment.ts'
import { sameHash } from '#transparency-log/merkle-tree.ts'
import { tileWidth } from '#transparency-log/tile.ts'
import { TreeEdge, type WrittenTile } from '#transparency-log/tree-edge.ts'
import type { TreeHead } from '#transparency-log/verify-proof.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { readKeptHead } from './kept-head.ts'
import { insertPlaced, takeBack } from './log-entry-store.ts'
import { logInstant } from './log-instant.ts'
import { openKeptSigner } from './log-signer.ts'
import { LogStateError } from './log-state-error.ts'
import { newLeaf } from './new-leaf.ts'
import { originOf, signerFile } from './open-log.ts'
import { headName } from './sequence-entries.ts'
import { addShard, findIdentity, listShards, writeIdentity, type Shard } from './shard-store.ts'
import { commitmentsBetween, dropHead, findHead, storedTiles, treeSize, waitForSequencer, writeTiles } from './tree-store.ts'
import { witnessedHeadName } from './witness-heads.ts'

/** What closing a log works with. */
export type ClosingParts = {
  readonly database: Database
  readonly clock: Clock
  /** The log's own folder, outside the database. */
  readonly folder: string
  /** Prefix of the log's public addresses. */
  readonly url: string
}

/** What was closed, what goes on in the next log, and what is lost. */
export type ClosedLog = {
  readonly closed: Pick<Shard, 'number' | 'origin'>
  /** The last witnessed head, to which the next log commits. */
  readonly committed: { readonly size: number; readonly root: string }
  readonly opened: Shard
  /** Entries that the closed log held beyond what the database can still prove of it; they get new places in the next one. */
  readonly appendedAgain: number
  /** Places of the closed log whose entries the database no longer holds: from the first to before the second; both the same where none is lost. */
  readonly lost: { readonly from: number; readonly to: number }
}

const leavesAtOnce = 64 * tileWidth

/**
 * Closes the open log for good and opens the next one, which commits to the last witnessed head of the closed one.
 *
 * Old receipts stay valid: they carry their proof. Entries that the database holds and cannot prove any more go on in the next log, before all
 * that was filed since. The key of the closed log is destroyed.
 *
 * @param isMeant False to be told what would happen, and change nothing.
 * @throws {LogStateError} `LOG_NOTHING_TO_CLOSE` before the first public head that holds a leaf.
 */
export async function closeLog(parts: ClosingParts, isMeant: boolean): Promise<ClosedLog> {
  const outcome = await parts.database.kysely
    .transaction()
    .execute(async (tx) => {
      await waitForSequencer(tx)
      const result = await closeInside(tx, parts)
      if (!isMeant) throw new Unmeant(result)
      return result
    })
    .catch((error: unknown) => {
      if (error instanceof Unmeant) return error.result
      throw error
    })
  const file = join(parts.folder, signerFile(isMeant ? outcome.closed.number : outcome.opened.number))
  await rm(file, { force: true })
  return outcome
}

/** Undoes the transaction of a closing that is only being looked at. */
class Unmeant extends Error {
  readonly result: ClosedLog

  constructor(result: ClosedLog) {
    super('Undone')
    this.result = result
  }
}

async function closeInside(tx: InTransaction, parts: ClosingParts): Promise<ClosedLog> {
  const closing = (await listShards(tx)).at(-1)
  const committed = closing === undefined ? null : await lastWitnessed(tx, parts.folder, closing.number)
  if (closing === undefined || committed === null)
    throw new LogStateError('LOG_NOTHING_TO_CLOSE', 'Cannot close the log: it has shown no head with a leaf to its witnesses yet')
  const placed = await treeSize(tx, closing.number)
  const provable = await provableSize(tx, closing.number)
  const kept = await readKeptHead(parts.folder, headName(closing.number))
  const appendedAgain = await takeBack(tx, { shard: closing.number, start: provable, end: placed })
  await dropHead(tx, { shard: closing.number, kind: 'signed' })
  await dropHead(tx, { shard: closing.number, kind: 'offered' })
  const opened = await openNext(tx, parts, { closing, committed })
  return {
    closed: { number: closing.number, origin: closing.origin },
    committed: { size: committed.size, root: committed.root.toBase64() },
    opened,
    appendedAgain,
    lost: { from: placed, to: Math.max(placed, kept?.size ?? 0, committed.size) },
  }
}

/** Returns the last witnessed head of a log: that of its folder, which no restored database can have taken back; or the database's where that knows more. */
async function lastWitnessed(tx: InTransaction, folder: string, shard: number): Promise<TreeHead | null> {
  const kept = await readKeptHead(folder, witnessedHeadName(shard))
  const stored = await findHead(tx, 'witnessed', shard)
  const latest: TreeHead | null = kept !== null && kept.size >= (stored?.size ?? 0) ? kept : stored
  return latest === null || latest.size === 0 ? null : latest
}

/**
 * Returns how many leaves of a log the database can prove under the last public head that it knows: all of that head, or none where leaves were
 * altered. Tiles that do not hold the hashes of their leaves are written anew.
 */
async function provableSize(tx: InTransaction, shard: number): Promise<number> {
  const head = await findHead(tx, 'witnessed', shard)
  if (head === null) return 0
  const edge = await growAgain(tx, { shard, size: head.size }, () => Promise.resolve())
  if (edge.size !== head.size || !sameHash(edge.root(), head.root)) return 0
  const source = storedTiles(tx, shard)
  const repair = async ({ tile, bytes }: WrittenTile): Promise<void> => {
    if (!sameHash(await source(tile), bytes)) await writeTiles(tx, shard, [{ tile, bytes }])
  }
  const again = await growAgain(tx, { shard, size: head.size }, repair)
  for (const tile of again.partialTiles()) await repair(tile)
  return head.size
}

/** Returns the tree over the leaves that the database holds, a few thousand at a time; `onTile` gets each tile that became full. */
async function growAgain(
  tx: InTransaction,
  { shard, size }: { readonly shard: number; readonly size: number },
  onTile: (tile: WrittenTile) => Promise<void>,
): Promise<TreeEdge> {
  const edge = new TreeEdge()
  for (let start = 0; start < size; start += leavesAtOnce) {
    const commitments = await commitmentsBetween(tx, { shard, start, end: Math.min(start + leavesAtOnce, size) })
    for (const commitment of commitments) for (const tile of edge.append(leafHashOf(commitment))) await onTile(tile)
  }
  return edge
}

async function openNext(
  tx: InTransaction,
  { folder, url, clock }: ClosingParts,
  { closing, committed }: { closing: Shard; committed: TreeHead },
): Promise<Shard> {
  const number = closing.number + 1
  const signer = await openKeptSigner(folder, signerFile(number), { name: `${originOf(url)}/${number}`, type: 'ed25519' })
  const now = clock.now()
  const opened: Shard = { number, origin: signer.key.name, verifierKey: formatVerifierKey(signer.key), url, openedAt: now.toString() }
  await addShard(tx, opened)
  const root = committed.root.toHex()
  const leaf = newLeaf({ kind: 'shard', at: logInstant(now), log: closing.origin, size: committed.size, root })
  const edge = new TreeEdge()
  edge.append(leafHashOf(leaf.commitment))
  await insertPlaced(tx, leaf, { shard: number, index: 0 })
  await writeTiles(tx, number, edge.partialTiles())
  const identity = await findIdentity(tx)
  if (identity !== null) await writeIdentity(tx, { origin: opened.origin, policy: withLog(identity.policy, opened) })
  return opened
}

/** Returns `policy` with one more log, behind those that it lists. */
function withLog(policy: string, { verifierKey, url }: Shard): string {
  const lines = policy.split('\n')
  const last = lines.findLastIndex((line) => line.startsWith('log '))
  return lines.toSpliced(last + 1, 0, `log ${verifierKey} ${url}`).join('\n')
}
