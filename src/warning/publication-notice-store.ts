import { sql } from 'kysely'
import pg from 'pg'
import { connectionSettings, type DatabaseAddress, type InTransaction } from '#database/database.ts'

const channel = 'noroshi_published'

/** Tells every process, once this transaction commits, that something was published. */
export async function announcePublication(tx: InTransaction): Promise<void> {
  await sql`select pg_notify(${channel}, '')`.execute(tx)
}

/** A connection that waits for notices. */
export type NoticeConnection = { close(): Promise<void> }

/**
 * Waits for notices of publications on a connection of its own.
 *
 * @param on `notice` runs at every notice; `lost` once the connection is gone, for whatever reason.
 */
export async function listenForPublications(
  address: DatabaseAddress,
  on: { readonly notice: () => void; readonly lost: () => void },
): Promise<NoticeConnection> {
  const client = new pg.Client({ ...connectionSettings(address), connectionTimeoutMillis: 5_000, keepAlive: true })
  client.on('notification', on.notice)
  client.on('error', on.lost)
  client.on('end', on.lost)
  await client.connect()
  await client.query(`listen ${channel}`)
  return { close: () => client.end().catch(() => {}) }
}
