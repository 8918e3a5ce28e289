import { openDatabase, type Database, type DatabaseAddress } from '#database/database.ts'
import { DatabaseError } from '#database/database-error.ts'
import { startEmbeddedPostgres } from '#database/embedded-postgres.ts'
import { takeInstanceLock } from '#database/instance-lock.ts'
import type { Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { prepareDataFolder, type DataFolders } from './data-folder.ts'

/** What every process stands on: its folders and the database. */
export type Ground = { readonly folders: DataFolders; readonly address: DatabaseAddress; readonly database: Database }

/** How a process prepares its ground. */
export type GroundParts = {
  readonly config: Config
  readonly logger: Logger
  readonly shutdown: Shutdown
  /** True for the process that runs everything: it alone may use the data, and it runs the embedded database. */
  readonly alone: boolean
}

/** A clean stop of the embedded database, and an immediate one after it. */
const stopSeconds = 6.5

/**
 * Prepares the data folder and reaches the database, starting the embedded one where none is configured. What it starts, `shutdown` stops.
 *
 * @throws {DatabaseError} with one sentence for people.
 */
export async function prepareGround(parts: GroundParts): Promise<Ground> {
  const folders = await prepareDataFolder(parts.config.data)
  const address = parts.config.databaseUrl === null ? await embeddedAddress(folders, parts) : { url: parts.config.databaseUrl }
  if (parts.alone && parts.config.databaseUrl !== null) await holdAlone(address, parts)
  const database = openDatabase(address)
  parts.shutdown.onStop('database-connections', () => database.close())
  return { folders, address, database }
}

async function embeddedAddress(folders: DataFolders, parts: GroundParts): Promise<DatabaseAddress> {
  if (!parts.alone)
    throw new DatabaseError(
      'DATABASE_UNREACHABLE',
      'Cannot start: a process of its own needs DATABASE_URL; the embedded database serves `noroshi start` alone',
    )
  const server = await startEmbeddedPostgres(folders, { durable: true })
  // The hold comes before anything that could stop the server, which may belong to an instance that runs.
  await holdAlone(server.address, parts)
  parts.shutdown.onStop('embedded-database', () => server.stop(), stopSeconds)
  server.keepRunning((outcome) => parts.logger.warn('embedded database died', { code: outcome }))
  return server.address
}

async function holdAlone(address: DatabaseAddress, parts: GroundParts): Promise<void> {
  const lock = await takeInstanceLock(address)
  parts.shutdown.onStop('instance-lock', () => lock.release())
}
