import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    offline_report: {
      file_digest: Buffer
      report_id: string
      received_at: string
      reached_at: string | null
      authority_id: string | null
    }
  }
}

/** A file that was handed in. Instants are ISO 8601 in UTC. */
export type HandedIn = {
  /** SHA-256 of the file's bytes. */
  readonly fileDigest: Buffer
  readonly reportId: string
  /** When it reached this system. */
  readonly receivedAt: string
  /** When and by whose officer it was taken in before; null where it came by itself. */
  readonly reached: { readonly at: string; readonly authorityId: string } | null
}

/** Keeps which report a file became; the first word stands. */
export async function keepHandedIn(queries: Queries, one: HandedIn): Promise<void> {
  await queries
    .insertInto('offline_report')
    .values({
      file_digest: one.fileDigest,
      report_id: one.reportId,
      received_at: one.receivedAt,
      reached_at: one.reached?.at ?? null,
      authority_id: one.reached?.authorityId ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Returns the file of this digest, or null. */
export async function findHandedIn(queries: Queries, fileDigest: Buffer): Promise<HandedIn | null> {
  const row = await queries.selectFrom('offline_report').selectAll().where('file_digest', '=', fileDigest).executeTakeFirst()
  return row === undefined ? null : handedIn(row)
}

/** Returns the files that these reports came in, by report. */
export async function handedInOf(queries: Queries, reportIds: readonly string[]): Promise<ReadonlyMap<string, HandedIn>> {
  if (reportIds.length === 0) return new Map()
  const rows = await queries.selectFrom('offline_report').selectAll().where('report_id', 'in', reportIds).execute()
  return new Map(rows.map((row) => [row.report_id, handedIn(row)]))
}

function handedIn(row: {
  file_digest: Buffer
  report_id: string
  received_at: string
  reached_at: string | null
  authority_id: string | null
}): HandedIn {
  const { reached_at: at, authority_id: authorityId } = row
  const reached = at === null || authorityId === null ? null : { at, authorityId }
  return { fileDigest: row.file_digest, reportId: row.report_id, receivedAt: row.received_at, reached }
}
