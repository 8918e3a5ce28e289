import { textAt } from '#base/json-object.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { rulebookFiles } from '#rulebook/all-rulebooks.ts'
import type { CommandContext, Outcome } from '#runtime/command.ts'
import { readRulebookFolders } from './read-rulebook-folder.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'
import { checkFolder, faultText, type CheckedRulebook, type RulebookFolder } from './rulebook-folder.ts'

/** Prints what is wrong with rulebooks; ends as `failed` where anything is. */
export async function runRulebookCheck(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  const folders = path === undefined ? builtIn() : await readRulebookFolders(path)
  const checked = folders.map(checkFolder)
  if (context.json) {
    const rulebooks = checked.map(({ name, laws, examples, faults }) => ({ name, laws, examples, faults }))
    context.print(JSON.stringify({ rulebooks }))
  } else for (const rulebook of checked) context.print(lines(rulebook, context).join('\n'))
  return checked.some(({ faults }) => faults.length > 0) ? 'failed' : 'ok'
}

function builtIn(): readonly RulebookFolder[] {
  return rulebookFiles.map((files) => ({
    name: textAt(files.head as JsonObject, 'id') ?? '',
    files,
    texts: new Map<string, string>(),
    unreadable: [],
  }))
}

function lines({ name, laws, examples, faults }: CheckedRulebook, { language }: CommandContext): string[] {
  if (faults.length === 0) return [rulebookCommandText.rulebook(name, laws, examples)[language]]
  return [rulebookCommandText.faults(name, faults.length)[language], ...faults.map(faultText)]
}
