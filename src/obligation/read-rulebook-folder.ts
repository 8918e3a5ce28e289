import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JsonError, parseJson } from '#base/parse-json.ts'
import type { RulebookFiles } from '#rulebook/load-rulebook.ts'

/** A data file that is no JSON. */
export type UnreadableFile = { readonly file: string; readonly code: string; readonly message: string }

/** The data files of one rulebook in a folder. */
export type RulebookFolder = {
  readonly folder: string
  readonly files: RulebookFiles
  /** Texts of the files by name. */
  readonly texts: ReadonlyMap<string, string>
  readonly unreadable: readonly UnreadableFile[]
}

const headFile = 'rulebook.json'
const sectorsFile = 'sectors.json'

/** Far beyond any law: a file that passes this is no rule. */
const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 40, maxKeys: 100_000 } as const

/**
 * Returns the rulebooks in `folder`: the folder itself where it holds `rulebook.json`, else each folder in it that does; none where neither.
 *
 * @throws Whatever the file system throws where the folder cannot be read.
 */
export async function readRulebookFolders(folder: string): Promise<RulebookFolder[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  if (entries.some(({ name }) => name === headFile)) return [await readRulebookFolder(folder)]
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
  const rulebooks = await Promise.all(folders.map(async (inner) => ((await readdir(inner)).includes(headFile) ? [inner] : [])))
  return Promise.all(rulebooks.flat().toSorted().map(readRulebookFolder))
}

async function readRulebookFolder(folder: string): Promise<RulebookFolder> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const texts = new Map<string, string>()
  const values = new Map<string, unknown>()
  const unreadable: UnreadableFile[] = []
  for (const name of names) {
    const bytes = await readFile(join(folder, name))
    texts.set(name, bytes.toString('utf8'))
    try {
      values.set(name, parseJson(bytes, limits))
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
      unreadable.push({ file: name, code: error.code, message: error.message })
    }
  }
  const laws = [...values].filter(([name]) => name !== headFile && name !== sectorsFile)
  const files = { head: values.get(headFile) ?? null, sectors: values.get(sectorsFile) ?? null, laws: Object.fromEntries(laws) }
  return { folder, files, texts, unreadable }
}
