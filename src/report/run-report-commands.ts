import { randomUUID } from 'node:crypto'
import { readDirectory } from '#authority/read-directory.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { prepareAndShow, readAnswers } from './command-answers.ts'
import { readOwnOperator, terminalPerson, unlockOwnKeys } from './filer-session.ts'
import { openOutbox } from './outbox.ts'
import { sealReport } from './prepare-report.ts'
import { commandText } from './report-command-text.ts'
import { sendFiling } from './send-filing.ts'
import type { FiledReport } from './report.ts'

/** Seals the report in a file and files it. */
export async function fileCommand(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the file to report: noroshi report file FILE')
  const answers = await readAnswers(path, context)
  const person = await terminalPerson(context.client)
  const directory = await readDirectory(context)
  const operator = await readOwnOperator(context.client, person)
  const draft = {
    answers,
    stage: 'initial',
    reportId: randomUUID(),
    incidentId: randomUUID(),
    previousReportId: null,
  } as const
  const prepared = prepareAndShow(draft, { operator, directory }, context)
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

function tellFiled(report: FiledReport, context: CommandContext): void {
  if (context.json) context.print(JSON.stringify(report))
  else context.print(commandText.filed(report)[context.language])
}
