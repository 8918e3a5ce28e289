import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Secret } from '#runtime/secret.ts'

/** The folders below `NOROSHI_DATA`. */
export type DataFolders = {
  readonly root: string
  /** Belongs to the database's user, 0700. */
  readonly postgres: string
  /** Belongs to this process's user, 0700. */
  readonly private: string
  /** The log service's own folder, 0700. */
  readonly log: string
}

/** Makes the data folder with its rights: 0711 outside, 0700 for what is private. */
export async function prepareDataFolder(root: string): Promise<DataFolders> {
  await mkdir(root, { recursive: true, mode: 0o711 })
  await chmod(root, 0o711)
  const folders = { root, postgres: join(root, 'postgres'), private: join(root, 'private'), log: join(root, 'private', 'log') }
  await mkdir(folders.private, { recursive: true, mode: 0o700 })
  await chmod(folders.private, 0o700)
  return folders
}

/** Returns the secret of this name, made on the first call and kept in `folder`, readable by this process's user alone. */
export async function keptSecret(folder: string, name: string): Promise<Secret> {
  const file = join(folder, name)
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known !== '') return new Secret(known)
  const made = randomBytes(32).toString('base64url')
  try {
    await writeFile(file, made, { mode: 0o600, flag: 'wx' })
  } catch {
    // Another process made it a moment ago.
    return new Secret(await readFile(file, 'utf8'))
  }
  return new Secret(made)
}
