import { openDatabase, type Database, type DatabaseAddress } from '#database/database.ts'
import { DatabaseError } from '#database/database-error.ts'
import { startEmbeddedPostgres, type EmbeddedAddress } from '#database/embedded-postgres.ts'
import { takeInstanceLock } from '#database/instance-lock.ts'
import type { Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Secret } from '#runtime/secret.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { prepareDataFolder, type DataFolders } from './data-folder.ts'
import { databaseRoles } from './database-role.ts'

/** What every process stands on: its folders and the database. */
export type Ground = {
  readonly folders: DataFolders
  /** How everything but the gate reaches the database. */
  readonly address: DatabaseAddress
  readonly database: Database
  /** How the release gate reaches it; the same where nobody gave it a role of its own. */
  readonly gateAddress: DatabaseAddress
  /** How the owner of the tables reaches it, who alone changes the schema. */
  readonly ownerAddress: DatabaseAddress
  /** Passwords of the two roles of the embedded database; null for any other. */
  readonly logins: { readonly server: Secret; readonly gate: Secret } | null
}

/** How a process prepares its ground. */
export type GroundParts = {
  readonly config: Config
  readonly logger: Logger
  readonly shutdown: Shutdown
  /** True for the process that runs everything: it alone may use the data, and it runs the embedded database. */
  readonly alone: boolean
  /** True for the gate's own process, which may reach the database by its own role and no other. */
  readonly isGate?: boolean
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
  const addresses = await addressesOf(folders, parts)
  if (parts.alone && parts.config.databaseUrl !== null) await holdAlone(addresses.ownerAddress, parts)
  const database = openDatabase(addresses.address)
  parts.shutdown.onStop('database-connections', () => database.close())
  return { folders, ...addresses, database }
}

type Addresses = Pick<Ground, 'address' | 'gateAddress' | 'ownerAddress' | 'logins'>

async function addressesOf(folders: DataFolders, parts: GroundParts): Promise<Addresses> {
  const { databaseUrl, gateDatabaseUrl } = parts.config
  const url = databaseUrl ?? (parts.isGate === true ? gateDatabaseUrl : null)
  if (url !== null) return { address: { url }, gateAddress: { url: gateDatabaseUrl ?? url }, ownerAddress: { url }, logins: null }
  const owner = await embeddedAddress(folders, parts)
  const logins = {
    server: await keptSecret(folders.private, 'server-database-password'),
    gate: await keptSecret(folders.private, 'gate-database-password'),
  }
  return {
    address: { ...owner, user: databaseRoles.server, password: logins.server },
    gateAddress: { ...owner, user: databaseRoles.gate, password: logins.gate },
    ownerAddress: owner,
    logins,
  }
}

async function embeddedAddress(folders: DataFolders, parts: GroundParts): Promise<EmbeddedAddress> {
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
