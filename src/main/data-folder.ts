import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from './start-server.ts'

/** The folders below `NOROSHI_DATA`. */
export type DataFolders = {
  readonly root: string
  /** Belongs to the database's user, 0700. */
  readonly postgres: string
  /** Belongs to this process's user, 0700. */
  readonly private: string
  /** The log service's own folder, 0700. */
  readonly log: string
  /** In the demonstration alone: the shares of its recovery key. */
  readonly recoveryShares: string
}

/**
 * Makes the data folder with its rights: 0711 outside, 0700 for what is private.
 *
 * @throws {StartError} if this user cannot.
 */
export async function prepareDataFolder(root: string): Promise<DataFolders> {
  const inPrivate = (name: string): string => join(root, 'private', name)
  const folders = {
    root,
    postgres: join(root, 'postgres'),
    private: join(root, 'private'),
    log: inPrivate('log'),
    recoveryShares: inPrivate('recovery-shares'),
  }
  try {
    await mkdir(root, { recursive: true, mode: 0o711 })
    await chmod(root, 0o711)
    await mkdir(folders.private, { recursive: true, mode: 0o700 })
    await chmod(folders.private, 0o700)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new StartError(`Cannot start: the data folder ${root} cannot be used (${code}); set NOROSHI_DATA to a folder of this user`, {
      cause,
    })
  }
  return folders
}
