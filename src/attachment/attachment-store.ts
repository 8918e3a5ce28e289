import type pg from 'pg'
import { sql, type ColumnType, type Generated } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    attachment: {
      id: string
      owner_tag: Buffer
      bytes: number
      digest: ColumnType<Buffer, Uint8Array, never>
      received: Generated<number>
      verified: Generated<boolean>
      created_at: string
    }
    report_attachment: { attachment_id: string; report_id: string }
  }
}

/** Bytes of every piece of an upload but the last. */
export const pieceBytes = 256 * 1024

/** An upload: what was announced, and what of it has come. */
export type Upload = {
  readonly id: string
  readonly ownerTag: Buffer
  /** Size of the ciphertext. */
  readonly bytes: number
  /** SHA-256 in hex over it. */
  readonly digest: string
  /** How much has come, in whole pieces. */
  readonly received: number
  /** True once all of it has come and is what was announced. */
  readonly isVerified: boolean
  /** The report that it belongs to, or null. */
  readonly reportId: string | null
}

/** Taken by whoever announces an upload, so that two at once do not both fit into the same rest of a quota. */
const quotaLock = 7_261_008

/** Adds an upload unless its id is taken. Returns false, and adds nothing, where its operator would have announced more than `most` bytes since `since`. */
export async function announceUpload(
  tx: InTransaction,
  upload: Pick<Upload, 'id' | 'ownerTag' | 'bytes' | 'digest'>,
  quota: { readonly at: string; readonly since: string; readonly most: number },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${quotaLock})`.execute(tx)
  const known = await findUpload(tx, upload.id)
  if (known !== null) return true
  const { taken } = await tx
    .selectFrom('attachment')
    .select((column) => column.fn.sum<string | null>('bytes').as('taken'))
    .where('owner_tag', '=', upload.ownerTag)
    .where('created_at', '>', quota.since)
    .executeTakeFirstOrThrow()
  if (Number(taken ?? 0) + upload.bytes > quota.most) return false
  const row = {
    id: upload.id,
    owner_tag: upload.ownerTag,
    bytes: upload.bytes,
    digest: Buffer.from(upload.digest, 'hex'),
    created_at: quota.at,
  }
  await tx.insertInto('attachment').values(row).execute()
  return true
}

/** Returns an upload, or null. */
export async function findUpload(queries: Queries, id: string): Promise<Upload | null> {
  return (await findUploads(queries, [id]))[0] ?? null
}

/** Returns those of these uploads that exist, in any order. */
export async function findUploads(queries: Queries, ids: readonly string[]): Promise<readonly Upload[]> {
  if (ids.length === 0) return []
  const rows = await queries
    .selectFrom('attachment')
    .leftJoin('report_attachment', 'report_attachment.attachment_id', 'attachment.id')
    .selectAll('attachment')
    .select('report_attachment.report_id')
    .where('attachment.id', 'in', ids)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    ownerTag: row.owner_tag,
    bytes: row.bytes,
    digest: row.digest.toString('hex'),
    received: row.received,
    isVerified: row.verified,
    reportId: row.report_id,
  }))
}

/** Adds the next piece, durably, and returns true; false, and nothing added, if another one was added at `offset` in the meantime or the upload is gone. */
export async function addPiece(pool: pg.Pool, id: string, { offset, content }: { offset: number; content: Uint8Array }): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'add-attachment-piece',
    text: `
      with held as (
        update attachment set received = received + $4 where id = $1 and received = $2 and received + $4 <= bytes returning id
      )
      insert into attachment_piece (attachment_id, piece, content) select id, $3, $5 from held`,
    values: [id, offset, offset / pieceBytes, content.length, content],
  })
  return rowCount === 1
}

/** Returns one piece, or null. */
export async function readPiece(pool: pg.Pool, id: string, piece: number): Promise<Buffer | null> {
  const { rows } = await pool.query<{ content: Buffer }>({
    name: 'read-attachment-piece',
    text: 'select content from attachment_piece where attachment_id = $1 and piece = $2',
    values: [id, piece],
  })
  return rows[0]?.content ?? null
}

/** Marks that an upload is whole and what was announced. */
export async function markVerified(queries: Queries, id: string): Promise<void> {
  await queries.updateTable('attachment').set({ verified: true }).where('id', '=', id).execute()
}

/** Takes away an upload that belongs to no report; returns whether there was one. */
export async function removeUpload(queries: Queries, id: string): Promise<boolean> {
  const removed = await queries.deleteFrom('attachment').where('id', '=', id).where('id', 'not in', claimed(queries)).executeTakeFirst()
  return removed.numDeletedRows > 0n
}

/** Takes away uploads that were announced before `before` and belong to no report; returns how many. */
export async function removeStaleUploads(queries: Queries, before: string): Promise<number> {
  const removed = await queries
    .deleteFrom('attachment')
    .where('created_at', '<', before)
    .where('id', 'not in', claimed(queries))
    .executeTakeFirst()
  return Number(removed.numDeletedRows)
}

function claimed(queries: Queries) {
  return queries.selectFrom('report_attachment').select('attachment_id')
}

/** Binds attachments to a report, in the transaction that adds it. */
export async function bindAttachments(tx: InTransaction, reportId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .insertInto('report_attachment')
    .values(ids.map((id) => ({ attachment_id: id, report_id: reportId })))
    .execute()
}
