import { constants } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { DatabaseError } from './database-error.ts'
import type { SystemUser } from './system-user.ts'

// The database's user owns the folder of its files. Started as root, this program must not follow a link that stands there: whoever got
// hold of that user could have any file of the machine written, or handed over to it.

/** Writes `text` into a new file that `owner` alone may read; whatever bore that name is removed. */
export async function writeForUser(path: string, text: string, owner: SystemUser | null): Promise<void> {
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    if (owner !== null) await file.chown(owner.uid, owner.gid)
  } finally {
    await file.close()
  }
}

/**
 * Opens a file of `owner` for adding to its end, and makes it where there is none.
 *
 * @throws {DatabaseError} `DATABASE_START_FAILED` if a link bears that name.
 */
export async function openForAdding(path: string, owner: SystemUser | null): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW
  const file = await open(path, flags, 0o600).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ELOOP') throw linked(path)
    throw cause
  })
  if ((await file.stat()).nlink > 1) {
    await file.close()
    throw linked(path)
  }
  if (owner !== null) await file.chown(owner.uid, owner.gid)
  return file
}

function linked(path: string): DatabaseError {
  return new DatabaseError('DATABASE_START_FAILED', `Cannot start the embedded database: ${path} is a link to another file; remove it`)
}
