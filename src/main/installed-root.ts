import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rootFile } from '#authority/root-file.ts'
import { formatRoot, parseRoot } from '#key-directory/directory-root.ts'
import type { Config } from '#runtime/config.ts'
import type { DataFolders } from './data-folder.ts'

/**
 * Returns the text of the root that this server stands under: NOROSHI_DIRECTORY_ROOT or the file in the data folder; null where there is neither.
 *
 * @throws {DirectoryError} `ROOT_MALFORMED`
 */
export async function installedRoot(config: Pick<Config, 'directoryRoot'>, folders: Pick<DataFolders, 'root'>): Promise<string | null> {
  if (config.directoryRoot !== null) return config.directoryRoot
  const text = await readFile(join(folders.root, rootFile), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : formatRoot(parseRoot(text))
}
