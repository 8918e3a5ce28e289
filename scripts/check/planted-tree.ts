import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSourceTree, type SourceTree } from './source-tree.ts'

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What a planted tree takes from the project as it is. */
const settings = [
  '.oxlintrc.json',
  '.oxfmtrc.json',
  'knip.jsonc',
  'tsconfig.json',
  'tsconfig.portable.json',
  'tsconfig.server.json',
  'tsconfig.browser.json',
]

/** A small project in a temporary folder, under the project's own settings and with its packages. */
export type PlantedTree = { readonly tree: SourceTree; readonly remove: () => void }

/** Writes `files` (paths from the root, with their text) into a new tree. */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'noroshi-fence-'))
  for (const name of settings) copyFileSync(join(project, name), join(root, name))
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return { tree: readSourceTree(root), remove: () => rmSync(root, { recursive: true }) }
}
