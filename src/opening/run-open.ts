import { saveAttachment } from '#attachment/command-attachments.ts'
import { attachmentsOf, type SealedAttachment } from '#envelope/sealed-attachment.ts'
import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import { signOpeningRequest } from '#envelope/opening-request.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { openCommandText } from './open-command-text.ts'
import type { OpeningRelease } from './opening-schema.ts'
import { readReport } from './read-report.ts'

/** Opens one report and prints what it says. */
export async function runOpen(context: CommandContext): Promise<Outcome> {
  const [reportId] = context.args
  const purpose = context.options['purpose']
  if (reportId === undefined)
    throw new CommandError('usage', 'REPORT_MISSING', 'Name the report: noroshi report open REPORT-ID --purpose TEXT')
  if (typeof purpose !== 'string' || purpose.trim() === '')
    throw new CommandError('usage', 'PURPOSE_MISSING', 'State why you open it: --purpose TEXT. The operator will see it')
  const person = await terminalPerson(context.client)
  const keys = await unlockOwnKeys(context, person)
  const { filing, added } = (await context.client.json(`/api/v1/reports/${encodeURIComponent(reportId)}`, { retries: 3 })) as unknown as {
    filing: Filing
    added: readonly KeyEnvelope[]
  }
  const request = await signOpeningRequest({ reportId, purpose: purpose.trim(), requestedAt: context.clock.now().toString() }, keys.person)
  const { reportId: _, ...body } = request
  const release = (await context.client.json(`/api/v1/reports/${encodeURIComponent(reportId)}/openings`, {
    method: 'POST',
    body: JSON.stringify(body),
  })) as unknown as OpeningRelease
  context.say(openCommandText.logged(release.openedAt))
  const content = await readReport(filing, release.logShare, keys, added)
  const attachments = attachmentsOf(filing, content.attachments ?? [])
  const named = attachments.length === 0 ? {} : { attachments: attachments.map(({ label }) => label) }
  const shown = { ...content.sealed, ...named, handling: filing.handling, shareable: filing.shareable }
  context.print(JSON.stringify(shown, null, context.json ? 0 : 2))
  await saveAttachments(attachments, content.key.identity, context)
  return 'ok'
}

async function saveAttachments(attachments: readonly SealedAttachment[], identity: string, context: CommandContext): Promise<void> {
  const folder = context.options['attachments']
  if (typeof folder !== 'string') {
    if (attachments.length > 0) context.say(openCommandText.attachments(attachments.length))
    return
  }
  for (const one of attachments) {
    const path = await saveAttachment(one, { client: context.client, identity, folder })
    context.say(openCommandText.saved(path, one.label.bytes))
  }
}
