import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { JsonObject } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readDirectory, readOwnOperator, terminalPerson, unlockOwnKeys } from './filer-session.ts'
import { openOutbox } from './outbox.ts'
import { AnswersError, prepareReport, sealReport, type PreparedReport } from './prepare-report.ts'
import { readReportFile, type ReportFile } from './report-file.ts'
import { commandText } from './report-command-text.ts'
import { sendFiling } from './send-filing.ts'
import type { FiledReport } from './report.ts'

/** Seals the report in a file and files it. */
export async function fileCommand(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the file to report: noroshi report file FILE')
  const file = await readReportFile(path)
  tellRefused(file, context)
  const person = await terminalPerson(context.client)
  const directory = await readDirectory(context.client)
  const operator = await readOwnOperator(context.client, person)
  const draft = {
    answers: await mergedAnswers(file, context),
    stage: 'initial',
    reportId: randomUUID(),
    incidentId: randomUUID(),
    previousReportId: null,
  } as const
  const prepared = prepareOrExplain(() => prepareReport(draft, { operator, directory }))
  showPreview(prepared, context)
  if (context.options['dry-run'] === true) return 'ok'
  const keys = await unlockOwnKeys(context, person)
  const filing = await sealReport(prepared, { directory, signer: keys.person, signerKeyId: keys.personKeyId })
  const outbox = openOutbox(context.environment)
  await outbox.keep(draft.reportId, JSON.stringify(filing))
  tellFiled(await sendFiling(draft.reportId, { client: context.client, outbox }), context)
  return 'ok'
}

/** Sends again what no server has acknowledged. */
export async function resendCommand(context: CommandContext): Promise<Outcome> {
  const outbox = openOutbox(context.environment)
  const waiting = await outbox.waiting()
  if (waiting.length === 0) context.say(commandText.nothingWaits)
  for (const reportId of waiting) tellFiled(await sendFiling(reportId, { client: context.client, outbox }), context)
  return 'ok'
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
  else context.say(JSON.stringify(prepared.shareable, null, 2).slice(0, 4_000))
  context.say(commandText.recipients(prepared.recipients.map((one) => one.name)))
}

function tellFiled(report: FiledReport, context: CommandContext): void {
  if (context.json) context.print(JSON.stringify(report))
  else context.print(commandText.filed(report)[context.language])
}
