import { execFile, spawn } from 'node:child_process'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseError } from './database-error.ts'
import { openForAdding, writeForUser } from './file-for-user.ts'
import type { SystemUser } from './system-user.ts'

/** The programs of the embedded PostgreSQL, by path. */
export type PostgresPrograms = { readonly initdb: string; readonly pg_ctl: string; readonly postgres: string }

/** One server of the embedded PostgreSQL: what it runs on and as whom. */
export type ServerPlace = {
  readonly programs: PostgresPrograms
  /** The data folder, without symbolic links in its path. */
  readonly cluster: string
  readonly socketFolder: string
  readonly logPath: string
  /** Null where it runs as the user of this process. */
  readonly owner: SystemUser | null
  readonly durable: boolean
}

const run = promisify(execFile)
const longestStartMs = 120_000
const retryMs = 200

/**
 * Returns once a server takes connections: one that runs there already, or one that is started now.
 *
 * While processes of a killed server may still write, PostgreSQL refuses to start another.
 *
 * @param patienceMs For how long to try again while that is so.
 * @throws {DatabaseError} `DATABASE_START_FAILED` with the path of the log that says why.
 */
export async function bringUp(place: ServerPlace, patienceMs: number): Promise<'adopted' | 'started'> {
  const until = performance.now() + patienceMs
  for (;;) {
    const outcome = (await isAlive(place.cluster)) ? await adopt(place.cluster) : await startOnce(place)
    if (outcome === 'adopted' || outcome === 'started') return outcome
    if (outcome === 'failed' || performance.now() > until)
      throw new DatabaseError(
        'DATABASE_START_FAILED',
        `Cannot start the embedded database in ${place.cluster}; its log ${place.logPath} says why`,
      )
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

/** Tells whether the server's main process lives. Another program that has its number by now is not it. */
export async function isAlive(cluster: string): Promise<boolean> {
  const [pid] = await readPidFile(cluster)
  return pid !== undefined && (await serves(pid, cluster))
}

/**
 * Stops the server if it runs: cleanly, or after some seconds at once, from which its next start recovers.
 *
 * @throws {Error} if it cannot be stopped.
 */
export async function shutDown(place: Pick<ServerPlace, 'programs' | 'cluster' | 'owner'>): Promise<void> {
  const stop = (mode: 'fast' | 'immediate', seconds: number): Promise<void> =>
    runAs(place.owner, place.programs.pg_ctl, ['stop', '-D', place.cluster, '-m', mode, '-w', '-t', String(seconds)])
  if (!(await isAlive(place.cluster))) return
  try {
    await stop('fast', 3)
  } catch {
    if (await isAlive(place.cluster)) await stop('immediate', 2)
  }
}

/** Runs a program as the database's user until it ends. */
export function runAs(owner: SystemUser | null, program: string, args: readonly string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], ...spawnAs(owner) })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8').slice(0, 2_000)))
  child.on('error', reject)
  child.on('close', (code) => {
    if (code === 0) resolve()
    else reject(new Error(`${program} ended with ${code}: ${complaint.trim()}`))
  })
  return promise
}

function spawnAs(owner: SystemUser | null) {
  return {
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(owner === null ? {} : { uid: owner.uid, gid: owner.gid }),
  }
}

/** Lines of the server's pid file (PostgreSQL, miscadmin.h): process id first, state in the eighth; the first is absent where it is no number. */
async function readPidFile(cluster: string): Promise<readonly [pid: number | undefined, ...lines: string[]]> {
  const [first = '', ...rest] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(first)
  return [Number.isInteger(pid) && pid > 0 ? pid : undefined, ...rest]
}

/** Tells whether process `pid` is a server on `cluster`, by the arguments that it was started with; the command line of a zombie is empty. */
async function serves(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').includes(cluster)
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return `${stdout.trim()} `.includes(` ${cluster} `)
}

async function adopt(cluster: string): Promise<'adopted' | 'wait'> {
  const [pid] = await readPidFile(cluster)
  return pid !== undefined && (await becomesReady(cluster, pid)) ? 'adopted' : 'wait'
}

async function startOnce(place: ServerPlace): Promise<'started' | 'wait' | 'failed'> {
  await disarmPidFile(place)
  const log = await openForAdding(place.logPath, place.owner)
  const { size } = await log.stat()
  const child = spawn(place.programs.postgres, ['-D', place.cluster, ...serverOptions(place).flatMap((option) => ['-c', option])], {
    // A session of its own: signals to our group do not reach it, and it outlives us if we are killed.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...spawnAs(place.owner),
  })
  child.unref()
  const ended = new Promise<false>((resolve) => {
    child.once('exit', () => resolve(false))
    child.once('error', () => resolve(false))
  })
  try {
    if (child.pid !== undefined && (await Promise.race([ended, becomesReady(place.cluster, child.pid)]))) return 'started'
    return (await isWaitingForOthers(place.logPath, size)) ? 'wait' : 'failed'
  } finally {
    await log.close()
  }
}

function serverOptions(place: ServerPlace): readonly string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories=${place.socketFolder}`,
    'unix_socket_permissions=0700',
    'max_connections=200',
    // Details of errors repeat rows; the log must not hold report text.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'shared_buffers=256MB',
    ...(place.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
}

/**
 * Keeps PostgreSQL from taking the pid file of a dead server for that of a living one, where its number belongs to another program or a zombie by now.
 *
 * The file is never just removed: it keeps two servers from starting on one folder at the same time.
 */
async function disarmPidFile({ cluster, owner }: ServerPlace): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  if (await isEmptyForLong(path)) return rm(path, { force: true })
  const [pid, ...rest] = await readPidFile(cluster)
  if (pid === undefined || pid === process.pid || !isRunning(pid) || (await isAlive(cluster))) return
  // PostgreSQL holds its parent's number for a leftover, never for a server.
  const half = `${path}.half-${process.pid}`
  await writeForUser(half, [process.pid, ...rest].join('\n'), owner ?? (await stat(cluster)))
  await rename(half, path)
}

/** A crash of the machine can leave the file empty, and PostgreSQL would wait for somebody to remove it; a server that starts fills it at once. */
async function isEmptyForLong(path: string): Promise<boolean> {
  const isEmpty = async (): Promise<boolean> => (await readFile(path, 'utf8').catch(() => 'absent')).trim() === ''
  if (!(await isEmpty())) return false
  await new Promise((resolve) => setTimeout(resolve, retryMs))
  return isEmpty()
}

/** Tells whether any process has this number. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Waits until the server writes into its pid file that it takes connections; false if it ends before. */
async function becomesReady(cluster: string, serverPid: number): Promise<boolean> {
  const until = performance.now() + longestStartMs
  while (performance.now() < until) {
    const [pid, , , , , , , state] = await readPidFile(cluster)
    if (pid === serverPid && state?.trim() === 'ready') return true
    if (!(await serves(serverPid, cluster))) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

/** Tells whether the log, from `position` on, says that somebody else still holds the data folder. */
async function isWaitingForOthers(logPath: string, position: number): Promise<boolean> {
  const text = (await readFile(logPath)).subarray(position).toString('utf8')
  return /pre-existing shared memory block|lock file "[^"]*postmaster\.pid" already exists|lock file "[^"]*" is empty/.test(text)
}
