import { randomUUID } from 'node:crypto'
import { readDirectory } from '#authority/read-directory.ts'
import { basename } from 'node:path'
import { sealFile } from '#attachment/command-attachments.ts'
import type { SealedAttachment } from '#envelope/sealed-attachment.ts'
import { mostAttachments } from '#envelope/filing-schema.ts'
import { generateReportKey } from '#envelope/report-key.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { prepareAndShow, readAnswers, type TellExpected } from './command-answers.ts'
import { readOwnOperator, terminalPerson, unlockOwnKeys } from './filer-session.ts'
import { openOutbox } from './outbox.ts'
import { sealReport, type SealingOptions } from './prepare-report.ts'
import { commandText } from './report-command-text.ts'
import { sendFiling } from './send-filing.ts'
import type { FiledReport } from './report.ts'

/** Shows what others would see of the report in a file, seals it and files it; with `--preview` or `--dry-run` it only shows. */
export async function fileCommand(context: CommandContext, tellExpected: TellExpected): Promise<Outcome> {
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
  const prepared = await prepareAndShow(draft, { operator, directory }, { context, tellExpected })
  if (context.options['dry-run'] === true || context.options['preview'] === true) return 'ok'
  const keys = await unlockOwnKeys(context, person)
  const outbox = openOutbox(context.environment)
  const enclosed = await enclose(draft.reportId, outbox.folder, context)
  const filing = await sealReport(prepared, {
    directory,
    signer: keys.person,
    signerKeyId: keys.personKeyId,
    organisation: keys.organisation,
    ...enclosed,
  })
  await outbox.keep(draft.reportId, JSON.stringify(filing))
  tellFiled(await sendFiling(draft.reportId, { client: context.client, outbox, onUpload: tellUpload(context) }), context)
  return 'ok'
}

/** Seals the files named by --attach for a report key of this report; nothing where none is named. */
async function enclose(reportId: string, folder: string, context: CommandContext): Promise<Pick<SealingOptions, 'enclosed'>> {
  const paths = [context.options['attach'] ?? []].flat().filter((path) => typeof path === 'string')
  if (paths.length === 0) return {}
  if (paths.length > mostAttachments)
    throw new CommandError(
      'usage',
      'ATTACHMENTS_TOO_MANY',
      `A report takes ${mostAttachments} attachments; pack them together, or attach more in an update`,
    )
  const reportKey = await generateReportKey(reportId)
  const attachments: SealedAttachment[] = []
  for (const path of paths) {
    context.say(commandText.sealing(basename(path)))
    attachments.push(await sealFile(path, { recipient: reportKey.recipient, folder }))
  }
  return { enclosed: { reportKey, attachments } }
}

/** Returns what says every few seconds how far the uploads are. */
function tellUpload(context: CommandContext): (sent: number, total: number) => void {
  let told = -1
  return (sent, total) => {
    const tenth = Math.floor((10 * sent) / total)
    if (tenth === told) return
    told = tenth
    context.say(commandText.uploading(sent, total))
  }
}

/** Sends again what no server has acknowledged. */
export async function resendCommand(context: CommandContext): Promise<Outcome> {
  const outbox = openOutbox(context.environment)
  const waiting = await outbox.waiting()
  if (waiting.length === 0) context.say(commandText.nothingWaits)
  for (const reportId of waiting)
    tellFiled(await sendFiling(reportId, { client: context.client, outbox, onUpload: tellUpload(context) }), context)
  return 'ok'
}

function tellFiled(report: FiledReport, context: CommandContext): void {
  if (context.json) context.print(JSON.stringify(report))
  else context.print(commandText.filed(report)[context.language])
}
