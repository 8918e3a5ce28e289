import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import { signShareRequest } from '#envelope/share-request.ts'
import { readDirectory } from '#authority/read-directory.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { ownEnvelope } from './read-report.ts'
import { shareCommandText } from './share-command-text.ts'
import type { SharedReport } from './share-report.ts'

/** Shares one report with a further authority and prints the entry that says so. */
export async function runShare(context: CommandContext): Promise<Outcome> {
  const [reportId] = context.args
  const code = context.options['with']
  if (reportId === undefined || typeof code !== 'string')
    throw new CommandError('usage', 'SHARE_INCOMPLETE', 'Name the report and the authority: noroshi report share REPORT-ID --with CODE')
  const { client } = context
  const directory = await readDirectory(context)
  const further = directory.authorities.find((one) => one.code === code)
  if (further === undefined) {
    const known = directory.authorities.map((one) => one.code).join(', ')
    throw new CommandError('validation', 'AUTHORITY_UNKNOWN', `The directory lists no authority "${code}", expected one of ${known}`)
  }
  const path = `/api/v1/reports/${encodeURIComponent(reportId)}`
  const { filing, added } = (await client.json(path, { retries: 3 })) as unknown as { filing: Filing; added: readonly KeyEnvelope[] }
  const keys = await unlockOwnKeys(context, await terminalPerson(client))
  const own = ownEnvelope([...filing.sealed.authorities, ...added], keys)
  const wish = { reportId, requestedAt: context.clock.now().toString() }
  const { reportId: _, ...body } = await signShareRequest(wish, own, { further, reader: keys.person })
  const answer = (await client.json(`${path}/shares`, { method: 'POST', body: JSON.stringify(body) })) as unknown as SharedReport
  context.say(shareCommandText.shared(code, answer.sharedAt))
  context.print(JSON.stringify(answer, null, context.json ? 0 : 2))
  return 'ok'
}
