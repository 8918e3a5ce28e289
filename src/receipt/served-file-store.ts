import { sql, type ColumnType } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    served_file: {
      name: string
      digest: ColumnType<Buffer, Uint8Array, never>
      commitment: ColumnType<Buffer, Uint8Array, never>
      registered_at: string
    }
  }
}

/** Lets one process at a time look for what is registered and add to it, until the transaction ends. */
export async function lockServedFiles(tx: InTransaction): Promise<void> {
  await sql`lock table served_file in share row exclusive mode`.execute(tx)
}

/** Tells whether a file of this name and SHA-256 was served before. */
export async function isRegistered(queries: Queries, name: string, digest: Uint8Array): Promise<boolean> {
  const row = await queries
    .selectFrom('served_file')
    .select('name')
    .where('name', '=', name)
    .where('digest', '=', Buffer.from(digest))
    .executeTakeFirst()
  return row !== undefined
}

/** Adds a file with the commitment of the entry that tells of it. */
export async function insertServedFile(
  tx: InTransaction,
  file: { readonly name: string; readonly digest: Uint8Array; readonly commitment: Uint8Array; readonly at: string },
): Promise<void> {
  const { name, digest, commitment, at } = file
  await tx.insertInto('served_file').values({ name, digest, commitment, registered_at: at }).execute()
}

/** Returns the commitment of the entry that tells of the newest file of a name, or null where none was registered. */
export async function commitmentOfServedFile(queries: Queries, name: string): Promise<Uint8Array | null> {
  const row = await queries
    .selectFrom('served_file')
    .select('commitment')
    .where('name', '=', name)
    .orderBy('registered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.commitment ?? null
}
