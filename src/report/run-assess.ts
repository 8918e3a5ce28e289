import { readFile } from 'node:fs/promises'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import { formatAssessment } from '#rulebook/format-assessment.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'

/** Prints what the law asks for the facts in a file. */
export async function runAssess(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the file of facts: noroshi assess FACTS.json')
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}`, { cause })
  })
  const assessment = assessAll(readFacts(path, bytes), allRulebooks(), context.clock.now())
  context.print(context.json ? JSON.stringify(assessment) : formatAssessment(assessment, context.language))
  return 'ok'
}

function readFacts(path: string, bytes: Uint8Array) {
  try {
    return parseJson(bytes, { maxBytes: 8 * 1024 * 1024, maxDepth: 20, maxKeys: 200_000 })
  } catch (error) {
    if (error instanceof JsonError)
      throw new CommandError('validation', error.code, `Cannot read ${path}: ${error.message}`, { cause: error })
    throw error
  }
}
