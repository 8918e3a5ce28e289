import { sql, type ColumnType } from 'kysely'
import type { LocalText } from '#base/language.ts'
import type { Queries } from '#database/database.ts'
import { pageOf, type Page, type PageRequest } from '#database/keyset-page.ts'

declare module '#database/tables.ts' {
  interface Tables {
    notice: {
      id: string
      recipient: Buffer
      body: ColumnType<LocalText, string, string>
      path: string
      created_at: string
      read_at: string | null
    }
  }
}

/** One line in the list of an organisation. Instants are ISO 8601 in UTC. */
export type Notice = {
  readonly id: string
  readonly body: LocalText
  /** The page on which to act. */
  readonly path: string
  readonly createdAt: string
  readonly readAt: string | null
}

/** Adds a notice; the same id twice is one. */
export async function insertNotice(
  queries: Queries,
  one: Pick<Notice, 'id' | 'body' | 'path'> & { readonly recipient: Buffer },
): Promise<void> {
  await queries
    .insertInto('notice')
    .values({
      id: one.id,
      recipient: one.recipient,
      body: JSON.stringify(one.body),
      path: one.path,
      created_at: sql`clock_timestamp()`,
      read_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Returns a page of the notices to `recipient`, newest first. */
export async function noticesOf(
  queries: Queries,
  recipient: Buffer,
  { page, unreadOnly }: { readonly page: PageRequest; readonly unreadOnly: boolean },
): Promise<Page<Notice>> {
  const [createdAt, id] = page.after ?? []
  const rows = await queries
    .selectFrom('notice')
    .selectAll()
    .where('recipient', '=', recipient)
    .$if(unreadOnly, (query) => query.where('read_at', 'is', null))
    .$if(createdAt !== undefined && id !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('created_at', '<', createdAt ?? ''),
          where.and([where('created_at', '=', createdAt ?? ''), where('id', '>', id ?? '')]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  const notices = rows.map((row) => ({ id: row.id, body: row.body, path: row.path, createdAt: row.created_at, readAt: row.read_at }))
  return pageOf(notices, page, (one) => [one.createdAt, one.id])
}

/** Returns how many notices to `recipient` are unread. */
export async function countUnread(queries: Queries, recipient: Buffer): Promise<number> {
  const row = await queries
    .selectFrom('notice')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('recipient', '=', recipient)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return row?.count ?? 0
}

/** Marks notices to `recipient` as read, for the whole organisation: who read them is not kept, since that would name it. */
export async function markRead(queries: Queries, recipient: Buffer, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await queries
    .updateTable('notice')
    .set({ read_at: sql`clock_timestamp()` })
    .where('recipient', '=', recipient)
    .where('id', 'in', ids)
    .where('read_at', 'is', null)
    .execute()
}
