import { readFile } from 'node:fs/promises'
import type { LocalText } from '#base/language.ts'
import { stageName } from '#opening/stage-name.ts'
import { kindName } from '#report/kind-name.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { formatInstant } from '#ui/format-time.ts'
import type { InsideAct } from './archive-store.ts'
import { failureTexts, commandText, pageText } from './gateway-text.ts'
import type { SearchHit, SearchResult } from './search-archive.ts'

/** Searches the archive of a running gateway. */
export async function runSearch(context: CommandContext): Promise<Outcome> {
  const filters = ['operator', 'from', 'until', 'kind', 'stage', 'offset'].flatMap((name): [string, string][] => {
    const value = context.options[name]
    return typeof value === 'string' ? [[name, value]] : []
  })
  const asked = new URLSearchParams([['q', context.args.join(' ')], ...filters]).toString()
  const result = (await (await gatewayClient(context)).json(`/api/v1/search?${asked}`)) as unknown as SearchResult
  if (context.json) context.print(JSON.stringify(result))
  else {
    for (const hit of result.hits) context.print(linesOf(hit, context).join('\n'))
    context.say(result.total === 0 ? pageText.nothing : commandText.found(result.hits.length, result.total))
  }
  return 'ok'
}

/** Has a running gateway open one report, as the person whose token it is. */
export async function runOpenHere(context: CommandContext): Promise<Outcome> {
  const [reportId] = context.args
  const { purpose } = context.options
  if (reportId === undefined || typeof purpose !== 'string' || purpose.trim() === '')
    throw new CommandError(
      'usage',
      'PURPOSE_MISSING',
      'Name the report and why it is opened: noroshi gateway open REPORT-ID --purpose TEXT',
    )
  const path = `/api/v1/reports/${encodeURIComponent(reportId)}/openings`
  const body = JSON.stringify({ purpose: purpose.trim() })
  const answer = (await (await gatewayClient(context)).json(path, { method: 'POST', body })) as unknown as {
    step: string
    code?: keyof typeof failureTexts
    opening?: { openedAt: string }
  }
  if (context.json) context.print(JSON.stringify(answer))
  if (answer.opening !== undefined) {
    context.say(commandText.opened(answer.opening.openedAt))
    return 'ok'
  }
  context.say(answer.code === undefined ? commandText.waits : failureTexts[answer.code])
  return 'refused'
}

/** Prints what a running gateway holds, and its alarms; fails if there are any. */
export async function runStatus(context: CommandContext): Promise<Outcome> {
  const status = (await (await gatewayClient(context)).json('/api/v1/status')) as unknown as { alarms: readonly unknown[] }
  context.print(JSON.stringify(status, null, context.json ? 0 : 2))
  return status.alarms.length === 0 ? 'ok' : 'failed'
}

/** Prints who did what in a running gateway, newest first. */
export async function runActs(context: CommandContext): Promise<Outcome> {
  const { acts } = (await (await gatewayClient(context)).json('/api/v1/acts')) as unknown as { acts: readonly InsideAct[] }
  if (context.json) context.print(JSON.stringify(acts))
  else for (const { at, person, act, about, purpose } of acts) context.print([at, person, act, about, purpose ?? ''].join('\t').trimEnd())
  return 'ok'
}

async function gatewayClient({ options }: CommandContext): Promise<ServiceClient> {
  const path = options['token-file']
  if (typeof path !== 'string')
    throw new CommandError('usage', 'TOKEN_FILE_MISSING', 'Name the file that holds your token: --token-file FILE')
  const token = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError('authentication', 'TOKEN_FILE_UNREADABLE', `Cannot read ${path}`, { cause })
  })
  const at = options['at']
  return createServiceClient(typeof at === 'string' ? at.replace(/\/$/, '') : 'http://localhost:8090', token.trim())
}

function linesOf(hit: SearchHit, { language }: CommandContext): readonly string[] {
  const pick = (text: LocalText): string => text[language]
  const filedAt = formatInstant(Temporal.Instant.from(hit.filedAt), language)
  return [
    `■ ${hit.operator ?? pick(pageText.unknownOperator)}  ${filedAt}  ${pick(stageName(hit.stage))}  ${pick(kindName(hit.kind))}`,
    `  ${hit.reportId}`,
    ...(hit.isSignerListed ? [] : [`  ${pick(pageText.signerStrange)}`]),
    ...hit.snippets.map(
      ({ label, parts }) => `  ${pick(label)}: ${parts.map(({ text, isHit }) => (isHit ? `【${text}】` : text)).join('')}`,
    ),
    '',
  ]
}
