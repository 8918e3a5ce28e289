import { basename, join } from 'node:path'
import { textAt } from '#base/json-object.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { rulebookFiles } from '#rulebook/all-rulebooks.ts'
import { checkRulebook } from '#rulebook/check-rulebook.ts'
import { lineOfPointer } from '#rulebook/locate-pointer.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readRulebookFolders, type RulebookFolder } from './read-rulebook-folder.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'

/** One fault with its line; 1 where the file's text is not at hand. */
type PlacedFault = {
  readonly code: string
  readonly file: string
  readonly line: number
  readonly pointer: string
  readonly message: string
}

type CheckedRulebook = {
  readonly name: string
  readonly laws: number
  readonly examples: number
  readonly faults: readonly PlacedFault[]
}

/** Prints what is wrong with rulebooks; ends as `failed` where anything is. */
export async function runRulebookCheck(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  const folders = path === undefined ? builtIn() : await foldersAt(path)
  const checked = folders.map(checkFolder)
  if (context.json) context.print(JSON.stringify({ rulebooks: checked }))
  else for (const rulebook of checked) context.print(lines(rulebook, context).join('\n'))
  return checked.some(({ faults }) => faults.length > 0) ? 'failed' : 'ok'
}

async function foldersAt(path: string): Promise<readonly RulebookFolder[]> {
  const folders = await readRulebookFolders(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FOLDER_UNREADABLE', `Cannot read the folder ${path}`, { cause })
  })
  if (folders.length > 0) return folders
  throw new CommandError('validation', 'RULEBOOK_MISSING', `Expected a folder with rulebook.json, or folders that have one, in ${path}`)
}

function builtIn(): readonly RulebookFolder[] {
  return rulebookFiles.map((files) => ({
    folder: textAt(files.head as JsonObject, 'id') ?? '',
    files,
    texts: new Map<string, string>(),
    unreadable: [],
  }))
}

function checkFolder({ folder, files, texts, unreadable }: RulebookFolder): CheckedRulebook {
  const name = basename(folder)
  const { rulebook, findings, examples } = checkRulebook(files)
  const place = (file: string) => (file === '' ? name : join(name, file))
  const faults = findings.map((finding) => ({
    ...finding,
    file: place(finding.file),
    line: lineOfPointer(texts.get(finding.file) ?? '', finding.pointer),
  }))
  const broken = unreadable.map(({ file, code, message }) => ({ code, file: place(file), line: lineIn(message), pointer: '', message }))
  return { name, laws: rulebook?.laws.length ?? 0, examples, faults: [...broken, ...faults] }
}

/** A text that is no JSON has no pointers; the error itself names the line. */
function lineIn(message: string): number {
  return Number(/line (?<line>\d+)/u.exec(message)?.groups?.['line'] ?? 1)
}

function lines({ name, laws, examples, faults }: CheckedRulebook, { language }: CommandContext): string[] {
  if (faults.length === 0) return [rulebookCommandText.rulebook(name, laws, examples)[language]]
  const head = rulebookCommandText.faults(name, faults.length)[language]
  return [head, ...faults.map(({ file, line, pointer, code, message }) => `  ${file}:${line} ${pointer}\n    ${code}: ${message}`)]
}
