import { sql, type ColumnType } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { Opening } from '#transparency-log/entry-commitment.ts'
import { hashBytes } from '#transparency-log/merkle-tree.ts'
import type { Tile } from '#transparency-log/tile.ts'
import type { TileSource } from '#transparency-log/tile-hash-reader.ts'
import type { WrittenTile } from '#transparency-log/tree-edge.ts'
import type { TreeHead } from '#transparency-log/verify-proof.ts'
import { storedEntry } from './log-entry-store.ts'
import { openShard } from './shard-store.ts'

declare module '#database/tables.ts' {
  interface Tables {
    log_tile: { shard: number; level: number; tile_index: number; hashes: ColumnType<Buffer, Uint8Array, Uint8Array> }
    log_head: {
      shard: number
      kind: HeadKind
      size: number
      root: ColumnType<Buffer, Uint8Array, Uint8Array>
      checkpoint: string
      signed_at: string
    }
  }
}

/**
 * `signed` every 250 ms, for those who filed alone; `offered` to the witnesses, growing by a fixed number of leaves; `witnessed` by the quorum
 * of the policy, which is the public head. Where the policy has no quorum, the offered head is the public one.
 */
export type HeadKind = 'signed' | 'offered' | 'witnessed'

/** A head with the signed note that vouches for it. */
export type SignedHead = TreeHead & {
  readonly checkpoint: string
  /** When it was signed or witnessed, ISO 8601 in UTC. */
  readonly at: string
}

/** A part of the leaves of one shard: from `start` to before `end`. */
export type LeafRange = { readonly shard: number; readonly start: number; readonly end: number }

// The numbers of all advisory locks begin with 7261.
const sequencerLock = 7_261_004

/** Takes the lock of the one sequencer until the transaction ends; false where another holds it. */
export async function lockSequencer(tx: InTransaction): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${sequencerLock}) as taken`.execute(tx)
  return rows[0]?.taken === true
}

/** Waits until no sequencer is at work, and keeps it out until the transaction ends. */
export async function waitForSequencer(tx: InTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sequencerLock})`.execute(tx)
}

/** Tells whether entries wait for their place in the tree. */
export async function hasUnplaced(queries: Queries): Promise<boolean> {
  return (await countUnplaced(queries, 1)) > 0
}

/** Returns how many entries wait for their place in the tree, counting no further than `most`. */
export async function countUnplaced(queries: Queries, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from log_entry where tree_index is null limit ${most}) as waiting`.execute(queries)
  return rows[0]?.count ?? 0
}

/** Returns how many entries have a place in the tree of a shard. */
export async function treeSize(queries: Queries, shard: number): Promise<number> {
  const row = await queries
    .selectFrom('log_entry')
    .select(({ fn }) => fn.max('tree_index').as('last'))
    .where('shard', '=', shard)
    .where('tree_index', 'is not', null)
    .executeTakeFirst()
  return row?.last === null || row === undefined ? 0 : row.last + 1
}

/** Gives the next `limit` entries their places from `tree.size` on, oldest first, and returns their commitments in the order of the tree. */
export async function placeEntries(
  tx: InTransaction,
  tree: { readonly shard: number; readonly size: number },
  limit: number,
): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ commitment: Buffer; tree_index: number }>`
    with next as (
      select id, row_number() over (order by id) - 1 as place
      from (select id from log_entry where tree_index is null order by id limit ${limit}) as waiting
    )
    update log_entry set tree_index = ${tree.size}::bigint + next.place, shard = ${tree.shard}
    from next where log_entry.id = next.id and tree_index is null
    returning commitment, tree_index`.execute(tx)
  return rows.toSorted((one, other) => one.tree_index - other.tree_index).map(({ commitment }) => commitment)
}

/** An entry as the database holds it now, with the commitment that stands beside it. */
export type StoredLeaf = { readonly opening: Opening; readonly commitment: Uint8Array }

/** Returns the entries in `range`. */
export async function leavesBetween(queries: Queries, { shard, start, end }: LeafRange): Promise<readonly StoredLeaf[]> {
  const rows = await queries
    .selectFrom('log_entry')
    .select(['salt', 'entry', 'commitment'])
    .where('shard', '=', shard)
    .where('tree_index', '>=', start)
    .where('tree_index', '<', end)
    .orderBy('tree_index')
    .execute()
  return rows.map(({ salt, entry, commitment }) => ({ opening: { salt, entry: storedEntry(entry) }, commitment }))
}

/** Returns the commitments in `range`. */
export async function commitmentsBetween(queries: Queries, { shard, start, end }: LeafRange): Promise<readonly Uint8Array[]> {
  const rows = await queries
    .selectFrom('log_entry')
    .select('commitment')
    .where('shard', '=', shard)
    .where('tree_index', '>=', start)
    .where('tree_index', '<', end)
    .orderBy('tree_index')
    .execute()
  return rows.map(({ commitment }) => commitment)
}

/** Writes tiles; one that grew takes the place of its shorter self. */
export async function writeTiles(tx: InTransaction, shard: number, tiles: readonly WrittenTile[]): Promise<void> {
  await tx
    .insertInto('log_tile')
    .values(tiles.map(({ tile, bytes }) => ({ shard, level: Number(tile.level), tile_index: tile.index, hashes: bytes })))
    .onConflict((conflict) =>
      conflict.columns(['shard', 'level', 'tile_index']).doUpdateSet((update) => ({ hashes: update.ref('excluded.hashes') })),
    )
    .execute()
}

/** Returns the source of a shard's tiles: as wide as asked for, also where the stored one has grown since; empty for one that is not there. */
export function storedTiles(queries: Queries, shard: number): TileSource {
  return async ({ level, index, width }: Tile) => {
    const row = await queries
      .selectFrom('log_tile')
      .select(sql<Buffer>`substring(hashes from 1 for ${width * hashBytes}::integer)`.as('hashes'))
      .where('shard', '=', shard)
      .where('level', '=', Number(level))
      .where('tile_index', '=', index)
      .executeTakeFirst()
    return row?.hashes ?? new Uint8Array(0)
  }
}

/** Returns the newest head of a kind, or null: of the log that is open, or of the shard `shard`. */
export async function findHead(queries: Queries, kind: HeadKind, shard?: number): Promise<SignedHead | null> {
  const row = await queries
    .selectFrom('log_head')
    .select(['size', 'root', 'checkpoint', 'signed_at as at'])
    .where('kind', '=', kind)
    .where('shard', '=', shard ?? openShard)
    .executeTakeFirst()
  return row ?? null
}

/** Returns the head that vouches best for the leaf at `index` of a shard: a witnessed one before one that the log alone signed; null while none covers it. */
export async function headCovering(queries: Queries, shard: number, index: number): Promise<SignedHead | null> {
  const row = await queries
    .selectFrom('log_head')
    .select(['size', 'root', 'checkpoint', 'signed_at as at'])
    .where('shard', '=', shard)
    .where('size', '>', index)
    .orderBy(sql`kind = 'witnessed'`, 'desc')
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Stores the newest head of a kind; a smaller one never takes the place of a larger one. */
export async function writeHead(
  queries: Queries,
  of: { readonly kind: HeadKind; readonly shard: number },
  head: SignedHead,
): Promise<void> {
  const { size, root, checkpoint, at } = head
  await queries
    .insertInto('log_head')
    .values({ ...of, size, root, checkpoint, signed_at: at })
    .onConflict((conflict) =>
      conflict.columns(['shard', 'kind']).doUpdateSet({ size, root, checkpoint, signed_at: at }).where('log_head.size', '<=', size),
    )
    .execute()
}

/** Forgets a head of a log that was closed. */
export async function dropHead(tx: InTransaction, { kind, shard }: { readonly kind: HeadKind; readonly shard: number }): Promise<void> {
  await tx.deleteFrom('log_head').where('shard', '=', shard).where('kind', '=', kind).execute()
}
