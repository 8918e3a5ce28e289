import pg from 'pg'
import { connectionSettings, type DatabaseAddress } from './database.ts'
import { DatabaseError, describeCause } from './database-error.ts'

/** A hold on the database that ends with this process, however it ends. */
export type InstanceLock = { release(): Promise<void> }

const lockNumber = 7_261_003
const retryMs = 500

/**
 * Takes the hold that one running installation has on its database. The server ends it when the connection dies, so a killed process leaves none behind;
 * when the database was away, the hold is taken again.
 *
 * @throws {DatabaseError} `DATABASE_IN_USE` if another process holds it; `DATABASE_UNREACHABLE`.
 */
export async function takeInstanceLock(address: DatabaseAddress): Promise<InstanceLock> {
  let released = false
  let client = await connect(address)
  const takeAgain = async (): Promise<void> => {
    while (!released) {
      try {
        client = await connect(address)
        watch()
        return
      } catch {
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref())
      }
    }
  }
  const watch = (): void => {
    client.once('end', () => {
      if (!released) void takeAgain()
    })
  }
  watch()
  return {
    release: async () => {
      released = true
      await client.end().catch(() => null)
    },
  }
}

async function connect(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client({ ...connectionSettings(address), connectionTimeoutMillis: 5_000, keepAlive: true })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockNumber])
    if (rows[0]?.taken === true) return client
  } catch (cause) {
    await client.end().catch(() => null)
    throw new DatabaseError('DATABASE_UNREACHABLE', `Cannot reach the database: ${describeCause(cause)}`, { cause })
  }
  await client.end()
  throw new DatabaseError(
    'DATABASE_IN_USE',
    'Cannot start: another Noroshi is running on this data; stop it first, or set NOROSHI_DATA to another folder',
  )
}
