import { mkdir, readFile, readdir, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseAddress } from '#database/database.ts'
import { startEmbeddedPostgres } from '#database/embedded-postgres.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A durable PostgreSQL of its own, as an administrator would run one for several processes. */
export type OwnPostgres = {
  /** What DATABASE_URL takes. */
  readonly url: string
  readonly password: string
  /** Holds everything that the database writes: tables, write-ahead log, its own log. */
  readonly folder: string
  stop(): Promise<void>
}

/** Starts it in a temporary folder, reachable through its socket alone; brought up again when it is killed, if so asked. */
export async function startOwnPostgres(options: { readonly keepRunning?: boolean } = {}): Promise<OwnPostgres> {
  const root = await temporaryFolder()
  const folders = { postgres: join(root, 'postgres'), private: join(root, 'private') }
  await mkdir(folders.private, { mode: 0o700 })
  const server = await startEmbeddedPostgres(folders, { durable: true })
  if (options.keepRunning === true) server.keepRunning(() => {})
  return {
    url: databaseUrl(server.address),
    password: passwordOf(server.address),
    folder: folders.postgres,
    stop: async () => {
      await server.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Returns what DATABASE_URL takes for an embedded database. */
export function databaseUrl(address: DatabaseAddress): string {
  if ('url' in address) return address.url.reveal()
  const { socketFolder, user, name } = address
  return `postgresql://${user}:${passwordOf(address)}@localhost/${name}?host=${encodeURIComponent(socketFolder)}`
}

function passwordOf(address: DatabaseAddress): string {
  if ('url' in address) throw new TypeError('The embedded database has no socket')
  return address.password.reveal()
}

/** Returns the process ids of the PostgreSQL that runs on this cluster folder, its main process first. */
export async function postgresProcesses(cluster: string): Promise<readonly number[]> {
  const main = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    names.map(async (name) => ((await readlink(`/proc/${name}/cwd`).catch(() => '')) === cluster ? [Number(name)] : [])),
  )
  return found.flat().toSorted((left, right) => Number(right === main) - Number(left === main))
}

/** Kills the PostgreSQL on this cluster folder, its main process and all others, without any warning. Returns their process ids; they may take a moment to go. */
export async function killPostgres(cluster: string): Promise<readonly number[]> {
  const processes = await postgresProcesses(cluster)
  if (processes.length === 0) throw new Error(`Nothing to kill: no PostgreSQL runs on ${cluster}`)
  for (const id of processes) {
    try {
      process.kill(id, 'SIGKILL')
    } catch {
      // It ended by itself when the main process died.
    }
  }
  return processes
}
