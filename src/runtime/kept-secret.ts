import { randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '#base/coded-error.ts'
import { Secret } from './secret.ts'

/** A kept secret that is there and cannot be used; making another would lose what depends on it. */
class KeptSecretError extends CodedError<'KEPT_SECRET_UNREADABLE'> {}

/**
 * Returns the secret `name` of `folder`, made on the first call and readable by this process's user alone.
 *
 * It is on the disk before this returns, whole or not at all; processes that ask for it at the same time get the same one.
 *
 * @param make Makes the text of a new one; 256 random bits by default.
 * @throws {KeptSecretError} if the file is there but empty or unreadable.
 */
export async function keptSecret(folder: string, name: string, make: () => Promise<string> | string = randomText): Promise<Secret> {
  const path = join(folder, name)
  const known = await readKept(path)
  if (known !== null) return new Secret(known)
  const half = `${path}.${randomUUID()}.half`
  try {
    await writeFile(half, await make(), { mode: 0o600, flag: 'wx', flush: true })
    // Unlike a rename, a link never takes the place of what another process has just put there.
    await link(half, path).catch(ignorePresence)
  } finally {
    await rm(half, { force: true })
  }
  await syncFolder(folder)
  const kept = await readKept(path)
  if (kept === null) throw new KeptSecretError('KEPT_SECRET_UNREADABLE', `Cannot keep ${path}: it went away while it was made`)
  return new Secret(kept)
}

/** Puts on the disk which files `folder` holds; their contents are synced by whoever writes them. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}

async function readKept(path: string): Promise<string | null> {
  const problem = 'put it back from a backup, since what was made with it needs it'
  try {
    const text = await readFile(path, 'utf8')
    if (text !== '') return text
    throw new KeptSecretError('KEPT_SECRET_UNREADABLE', `Cannot use ${path}: it is empty; ${problem}`)
  } catch (cause) {
    if (cause instanceof KeptSecretError) throw cause
    if (isCalled(cause, 'ENOENT')) return null
    throw new KeptSecretError('KEPT_SECRET_UNREADABLE', `Cannot use ${path}: this user may not read it; ${problem}`, { cause })
  }
}

function ignorePresence(error: unknown): void {
  if (!isCalled(error, 'EEXIST')) throw error
}

function isCalled(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
