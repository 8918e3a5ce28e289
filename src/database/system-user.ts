import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { DatabaseError } from './database-error.ts'

/** A user of this machine, by number. */
export type SystemUser = { readonly uid: number; readonly gid: number }

const run = promisify(execFile)
const userName = 'noroshi-db'

/**
 * Returns the unprivileged user that the embedded database runs as where this process is root, since PostgreSQL refuses to run as root; null otherwise.
 * The user is made where it does not exist.
 *
 * @param program A program that this user must be able to run.
 * @throws {DatabaseError} `DATABASE_USER_MISSING` if there is no such user and none can be made, or it cannot reach the program.
 */
export async function findSystemUser(program: string): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null
  const user = (await lookUp()) ?? (await create())
  await run(program, ['--version'], { uid: user.uid, gid: user.gid, cwd: '/' }).catch((cause: unknown) => {
    throw new DatabaseError(
      'DATABASE_USER_MISSING',
      `Cannot start the embedded database as root: its user ${userName} cannot run ${program}; move the project to a folder that other users may enter, or start it as an ordinary user`,
      { cause },
    )
  })
  return user
}

async function lookUp(): Promise<SystemUser | null> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const fields = accounts
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === userName)
  if (fields === undefined) return null
  return { uid: Number(fields[2]), gid: Number(fields[3]) }
}

async function create(): Promise<SystemUser> {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', userName]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', userName]],
  ]
  for (const [program, args] of attempts) {
    await run(program, args).catch(() => null)
    const user = await lookUp()
    if (user !== null) return user
  }
  throw new DatabaseError(
    'DATABASE_USER_MISSING',
    `Cannot start the embedded database as root: no user ${userName} exists and none could be made; start as an ordinary user or set DATABASE_URL`,
  )
}
