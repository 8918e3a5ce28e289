import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { CommandError } from '#runtime/command.ts'
import { headFile, rulebookFolder, type RulebookFolder } from './rulebook-folder.ts'

/**
 * Returns the rulebooks in the folder at `path`: the folder itself where it holds `rulebook.json`, else each folder in it that does.
 *
 * @throws {CommandError} `FOLDER_UNREADABLE` or `RULEBOOK_MISSING`, both an outcome of `validation`.
 */
export async function readRulebookFolders(path: string): Promise<readonly RulebookFolder[]> {
  const folders = await foldersIn(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FOLDER_UNREADABLE', `Cannot read the folder ${path}`, { cause })
  })
  if (folders.length > 0) return folders
  throw new CommandError('validation', 'RULEBOOK_MISSING', `Expected a folder with rulebook.json, or folders that have one, in ${path}`)
}

async function foldersIn(folder: string): Promise<readonly RulebookFolder[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  if (entries.some(({ name }) => name === headFile)) return [await readFolder(folder)]
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  const rulebooks = await Promise.all(folders.map(async (inner) => ((await readdir(inner)).includes(headFile) ? [inner] : [])))
  return Promise.all(rulebooks.flat().toSorted().map(readFolder))
}

async function readFolder(folder: string): Promise<RulebookFolder> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const files = new Map<string, Uint8Array>()
  for (const name of names) files.set(name, await readFile(join(folder, name)))
  return rulebookFolder(basename(resolve(folder)), files)
}
