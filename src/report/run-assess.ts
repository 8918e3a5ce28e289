import { readFile } from 'node:fs/promises'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import { readRulebookFolders } from '#obligation/read-rulebook-folder.ts'
import { checkFolder, faultText } from '#obligation/rulebook-folder.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { formatAssessment } from '#rulebook/format-assessment.ts'
import { decisionCommandText } from './decision-command-text.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'

/** Prints what the law asks for the facts in a file, and records it on request; or lists and shows what was recorded. */
export async function runAssess(context: CommandContext): Promise<Outcome> {
  const [argument] = context.args
  if (context.options['recorded'] === true) {
    const { listDecisions, showDecision } = await import('./run-recorded-decisions.ts')
    return argument === undefined ? listDecisions(context) : showDecision(context, argument)
  }
  if (argument === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the file of facts: noroshi assess FACTS.json')
  return assessFile(context, argument)
}

async function assessFile(context: CommandContext, path: string): Promise<Outcome> {
  const { record, rules, at } = context.options
  if (record === true && (rules !== undefined || at !== undefined))
    throw new CommandError('usage', 'RECORD_BY_OTHER_RULES', 'Only what the rules in force say now is recorded: leave out --rules and --at')
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}`, { cause })
  })
  const facts = readFacts(path, bytes)
  const assessment = assessAll(facts, await rulebooksFor(context), instantFor(context))
  context.print(context.json ? JSON.stringify(assessment) : formatAssessment(assessment, context.language))
  if (record !== true) return 'ok'
  const { recordAssessment } = await import('./run-recorded-decisions.ts')
  // On standard error: what was asked for on standard output is the assessment.
  context.say(decisionCommandText.recorded(await recordAssessment(context, facts, assessment)))
  return 'ok'
}

/** Returns the rulebooks of the folder that `--rules` names, the first of them as that of the home country, or those of this program. */
async function rulebooksFor({ options }: CommandContext): Promise<readonly Rulebook[]> {
  const path = options['rules']
  if (typeof path !== 'string') return allRulebooks()
  return (await readRulebookFolders(path)).map((folder) => {
    const { name, rulebook, faults } = checkFolder(folder)
    if (rulebook !== null && faults.length === 0) return rulebook
    const list = faults.map(faultText).join('\n')
    throw new CommandError('validation', 'RULEBOOK_FAULTY', `Cannot decide by the rules in ${name}, they have faults:\n${list}`)
  })
}

/** Returns the instant that stands in for a clock event that nobody knows: `--at`, or now. */
function instantFor({ options, clock }: CommandContext): Temporal.Instant {
  const text = options['at']
  if (typeof text !== 'string') return clock.now()
  try {
    return Temporal.Instant.from(text)
  } catch (cause) {
    throw new CommandError('usage', 'INSTANT_INVALID', `Cannot read --at ${text}: expected an instant such as 2026-11-22T09:30+09:00`, {
      cause,
    })
  }
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
