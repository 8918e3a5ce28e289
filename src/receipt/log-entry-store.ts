import { parseJson } from '#base/parse-json.ts'
import { utf8 } from '#base/bytes.ts'
import type { InTransaction, Queries } from '#database/database.ts'
import { isCaseEntry, readEntry, type CaseEntry, type Entry } from '#transparency-log/entry.ts'
import type { Opening } from '#transparency-log/entry-commitment.ts'
import { sql, type ColumnType, type Generated } from 'kysely'
import { newLeaf, type CaseEnd, type NewCaseLeaf, type NewLeaf } from './new-leaf.ts'

declare module '#database/tables.ts' {
  interface Tables {
    log_entry: {
      id: Generated<number>
      commitment: ColumnType<Buffer, Uint8Array, never>
      salt: ColumnType<Buffer, Uint8Array, never>
      entry: string
      report_id: string | null
      case_id: string | null
      case_seq: number | null
      /** Of the tree in which it has a place. */
      shard: Generated<number>
      tree_index: number | null
      withheld_until: ColumnType<string | null, string | null | undefined, string | null>
    }
  }
}

// The numbers of all advisory locks begin with 7261.
const caseLock = 7_261_007

/** Lets nobody else append to a case until the transaction ends. */
export async function lockCase(tx: InTransaction, caseId: string): Promise<void> {
  // Two cases whose ids begin alike share a lock; they wait for each other and no more.
  const start = Number.parseInt(caseId.slice(0, 8), 16) | 0
  await sql`select pg_advisory_xact_lock(${caseLock}::integer, ${start}::integer)`.execute(tx)
}

/** What is kept of an entry of a case besides what it says. */
export type EntryPlace = {
  /** Set for a filing alone: the report that it brought. */
  readonly reportId?: string
  /** The instant until which the operator is not told what the entry says, ISO 8601 in UTC; it learns at once that there is one. */
  readonly withheldUntil?: string
}

/** Adds an entry. One of a case is added while the case is locked. */
export async function insertLeaf(
  tx: InTransaction,
  leaf: NewLeaf & Partial<Pick<NewCaseLeaf, 'caseId' | 'caseSeq'>> & EntryPlace,
): Promise<void> {
  await tx
    .insertInto('log_entry')
    .values({
      commitment: leaf.commitment,
      salt: leaf.salt,
      entry: leaf.entry,
      report_id: leaf.reportId ?? null,
      case_id: leaf.caseId ?? null,
      case_seq: leaf.caseSeq ?? null,
      tree_index: null,
      withheld_until: leaf.withheldUntil ?? null,
    })
    .execute()
}

/** Adds `count` cover entries, each with a salt of its own: in the tree they look like any other. */
export async function insertCovers(tx: InTransaction, count: number, at: string): Promise<void> {
  if (count === 0) return
  const leaves = Array.from({ length: count }, () => newLeaf({ kind: 'cover', at }))
  await tx.insertInto('log_entry').values(leaves).execute()
}

/** Adds an entry that has its place in the tree already. */
export async function insertPlaced(
  tx: InTransaction,
  leaf: NewLeaf,
  place: { readonly shard: number; readonly index: number },
): Promise<void> {
  const { commitment, salt, entry } = leaf
  await tx.insertInto('log_entry').values({ commitment, salt, entry, shard: place.shard, tree_index: place.index }).execute()
}

/** Takes their places from entries other than cover, so that they get new ones in the next log, and returns how many there are. */
export async function takeBack(
  tx: InTransaction,
  { shard, start, end }: { readonly shard: number; readonly start: number; readonly end: number },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('log_entry')
    .set({ tree_index: null })
    .where('shard', '=', shard)
    .where('tree_index', '>=', start)
    .where('tree_index', '<', end)
    .where(sql`entry::json ->> 'kind'`, 'not in', ['cover', 'shard'])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Returns the entry with which a log begins that goes on where another was closed, or null. */
export async function beginningOfShard(queries: Queries, shard: number): Promise<PlacedOpening | null> {
  const row = await queries
    .selectFrom('log_entry')
    .select(['salt', 'entry', 'tree_index'])
    .where('shard', '=', shard)
    .where('tree_index', '=', 0)
    .executeTakeFirst()
  const opening = row === undefined ? null : { salt: row.salt, entry: storedEntry(row.entry) }
  return opening?.entry.kind === 'shard' ? { opening, shard, index: 0 } : null
}

/** Returns the last entry of a case, or null where it has none. */
export async function endOfCase(queries: Queries, caseId: string): Promise<CaseEnd | null> {
  const row = await queries
    .selectFrom('log_entry')
    .select(['entry', 'commitment'])
    .where('case_id', '=', caseId)
    .orderBy('case_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const entry = storedEntry(row.entry)
  if (!isCaseEntry(entry)) throw new TypeError(`Cannot follow case ${caseId}: its last entry is of no case`)
  return { seq: entry.seq, at: entry.at, commitment: row.commitment }
}

/** An entry with its place in the tree, null until it has one. */
export type PlacedOpening = { readonly opening: Opening; readonly shard: number; readonly index: number | null }

/** Returns the entry that tells of the filing of a report, or null where it was filed before there was a log. */
export async function openingOfReport(queries: Queries, reportId: string): Promise<PlacedOpening | null> {
  const row = await queries
    .selectFrom('log_entry')
    .select(['salt', 'entry', 'shard', 'tree_index'])
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  return row === undefined ? null : { opening: { salt: row.salt, entry: storedEntry(row.entry) }, shard: row.shard, index: row.tree_index }
}

/** Returns the entry with this commitment, or null. */
export async function openingOfCommitment(queries: Queries, commitment: Uint8Array): Promise<PlacedOpening | null> {
  const row = await queries
    .selectFrom('log_entry')
    .select(['salt', 'entry', 'shard', 'tree_index'])
    .where('commitment', '=', Buffer.from(commitment))
    .executeTakeFirst()
  return row === undefined ? null : { opening: { salt: row.salt, entry: storedEntry(row.entry) }, shard: row.shard, index: row.tree_index }
}

/** Returns the entries of a case, first to last, placed or not. */
export async function entriesOfCase(queries: Queries, caseId: string): Promise<readonly CaseEntry[]> {
  const rows = await queries.selectFrom('log_entry').select('entry').where('case_id', '=', caseId).orderBy('case_seq').execute()
  return rows.map(({ entry }) => storedEntry(entry)).filter(isCaseEntry)
}

/** An entry of a case in its place; `withheldUntil` where its operator is told of what it says from that instant on, ISO 8601 in UTC. */
export type PlacedCaseEntry = PlacedOpening & { readonly index: number; readonly withheldUntil: string | null }

/** Returns the entries of a case that have a place in the tree, first to last. */
export async function placedEntriesOfCase(queries: Queries, caseId: string): Promise<readonly PlacedCaseEntry[]> {
  const rows = await queries
    .selectFrom('log_entry')
    .select(['salt', 'entry', 'shard', 'tree_index', 'withheld_until'])
    .where('case_id', '=', caseId)
    .orderBy('case_seq')
    .execute()
  // Those of a case are placed in their order, so that what is left out is its end.
  return rows.flatMap(({ salt, entry, shard, tree_index: index, withheld_until: withheldUntil }) =>
    index === null ? [] : [{ opening: { salt, entry: storedEntry(entry) }, shard, index, withheldUntil }],
  )
}

/** Returns the entry of its stored text. */
export function storedEntry(text: string): Entry {
  return readEntry(parseJson(utf8(text), { maxBytes: 4096, maxDepth: 1, maxKeys: 16 }))
}
