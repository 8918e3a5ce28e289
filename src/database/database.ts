import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Secret } from '#runtime/secret.ts'
import { isDatabaseAway } from './database-error.ts'
import type { Tables } from './tables.ts'

/** The system of record: query builder and pool over the same connections. */
export type Database = {
  readonly kysely: Kysely<Tables>
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** A query builder, inside a transaction or not. */
export type Queries = Kysely<Tables>

/** A query builder inside a transaction. */
export type InTransaction = Transaction<Tables>

/** How to reach one PostgreSQL database. */
export type DatabaseAddress =
  | { readonly url: Secret }
  | { readonly socketFolder: string; readonly user: string; readonly password: Secret; readonly name: string }

// Instants leave the driver as text in ISO form with microseconds; 20 = int8 as number, since our counts stay below 2^53.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text.replace(' ', 'T').replace(/\+00$/, 'Z'))
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Returns a database over at most `connections` connections, opened when first needed.
 *
 * A connection that the server drops never ends this process: whoever holds it gets the error, and the next query opens a new one.
 */
export function openDatabase(address: DatabaseAddress, connections = 20): Database {
  const pool = new pg.Pool({
    ...connectionSettings(address),
    max: connections,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  })
  // Without a handler on pool and clients, a killed database ends the process (node-postgres raises an unhandled error event).
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, pool, close: () => kysely.destroy() }
}

/** Returns the settings of a single connection outside the pool, with which its holder waits for notices or holds a lock. */
export function connectionSettings(address: DatabaseAddress): pg.ClientConfig {
  const common = { application_name: 'noroshi', options: '-c timezone=UTC' }
  if ('url' in address) return { ...common, connectionString: address.url.reveal() }
  return { ...common, host: address.socketFolder, user: address.user, password: address.password.reveal(), database: address.name }
}

/** Tells whether the database answers now. */
export async function answersNow(database: Database): Promise<boolean> {
  try {
    await database.pool.query('select 1')
    return true
  } catch (error) {
    if (isDatabaseAway(error)) return false
    throw error
  }
}
