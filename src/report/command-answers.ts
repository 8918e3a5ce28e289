import { readFile } from 'node:fs/promises'
import type { JsonObject } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { AnswersError, prepareReport, type Directory, type OwnOperator, type PreparedReport, type ReportDraft } from './prepare-report.ts'
import { readReportFile, type ReportFile } from './report-file.ts'
import { commandText } from './report-command-text.ts'

/** Says at a terminal what the release gate would make of a report that is not sent yet. */
export type TellExpected = (prepared: PreparedReport, operator: OwnOperator, context: CommandContext) => Promise<void>

/**
 * Returns the answers in the file at `path` and in that of `--answers`, and says what of the first could not be taken over.
 *
 * @throws {CommandError} with outcome `validation` if a file holds anything else.
 */
export async function readAnswers(path: string, context: CommandContext): Promise<JsonObject> {
  const file = await readReportFile(path)
  tellRefused(file, context)
  return mergedAnswers(file, context)
}

/**
 * Returns the report in its parts, and shows what others could see of it, the warning they would get, and who can read all of it; nothing leaves the machine.
 *
 * @throws {CommandError} `ANSWERS_INVALID` with every place.
 */
export async function prepareAndShow(
  draft: ReportDraft,
  from: { readonly operator: OwnOperator; readonly directory: Directory },
  { context, tellExpected }: { readonly context: CommandContext; readonly tellExpected: TellExpected },
): Promise<PreparedReport> {
  const letPass = [context.options['let-pass'] ?? []].flat().filter((word) => typeof word === 'string')
  const prepared = prepareOrExplain(() => prepareReport({ ...draft, letPass }, from))
  showPreview(prepared, context)
  await tellExpected(prepared, from.operator, context)
  return prepared
}

async function mergedAnswers(file: ReportFile, context: CommandContext): Promise<JsonObject> {
  const path = context.options['answers']
  if (typeof path !== 'string') return file.answers
  const more = parseJson(await readFile(path), { maxBytes: 4 * 1024 * 1024, maxDepth: 20, maxKeys: 100_000 })
  if (!isJsonObject(more))
    throw new CommandError('validation', 'ANSWERS_INVALID', `Cannot read ${path}: expected a JSON object of core field ids`)
  return { ...file.answers, ...more }
}

function prepareOrExplain(prepare: () => PreparedReport): PreparedReport {
  try {
    return prepare()
  } catch (error) {
    if (error instanceof AnswersError)
      throw new CommandError('validation', error.code, `The answers cannot be filed: ${error.message}`, { cause: error })
    throw error
  }
}

function tellRefused(file: ReportFile, context: CommandContext): void {
  if (file.kind !== 'indicators') return
  const { reading } = file
  context.say(commandText.read(reading.indicators.length, reading.refused.length))
  for (const { value, reason, where } of reading.refused.slice(0, 20)) context.say(commandText.refused(value, reason, where))
  if (reading.refused.length > 20) context.say(commandText.andMore(reading.refused.length - 20))
}

function showPreview(prepared: PreparedReport, context: CommandContext): void {
  context.say(commandText.preview)
  if (context.options['dry-run'] === true && context.json) context.print(JSON.stringify(prepared.shareable))
  else if (context.options['preview'] !== true) context.say(JSON.stringify(prepared.shareable, null, 2).slice(0, 4_000))
  context.say(commandText.recipients(prepared.recipients.map((one) => one.name)))
}
