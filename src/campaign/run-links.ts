import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { linkCommandText } from './link-command-text.ts'
import { linkLines } from './link-lines.ts'
import { linksText } from './link-page-text.ts'
import { cutReasons, type CutReason, type Link, type LinkState } from './link.ts'

/** Prints the links that wait for a decision, the heaviest first; those of one incident in every state. */
export async function runLinks(context: CommandContext): Promise<Outcome> {
  const [incidentId] = context.args
  const links = incidentId === undefined ? await undecidedLinks(context) : await linksOf(context, incidentId)
  if (context.json) context.print(JSON.stringify({ links }))
  else if (links.length === 0) context.say(incidentId === undefined ? linkCommandText.noLinks : linksText.none)
  else for (const text of linkLines(links, context.language)) context.print(text)
  return 'ok'
}

/** Confirms a link for the own authority. */
export async function runConfirmLink(context: CommandContext): Promise<Outcome> {
  const [id] = context.args
  if (id === undefined) throw new CommandError('usage', 'LINK_MISSING', 'Name the link: noroshi links confirm LINK')
  await context.client.fetch(`/api/v1/links/${encodeURIComponent(id)}/confirm`, { method: 'POST', body: '{}' })
  return tellDecision(context, { id, state: 'confirmed' })
}

/** Cuts a link for the own authority. */
export async function runCutLink(context: CommandContext): Promise<Outcome> {
  const [id] = context.args
  const { reason } = context.options
  if (id === undefined || !isCutReason(reason))
    throw new CommandError('usage', 'CUT_INCOMPLETE', `Name the link and why it is cut, --reason with one of ${cutReasons.join(', ')}`)
  await context.client.fetch(`/api/v1/links/${encodeURIComponent(id)}/cut`, { method: 'POST', body: JSON.stringify({ reason }) })
  return tellDecision(context, { id, state: 'cut' })
}

function tellDecision({ json, print, say }: CommandContext, { id, state }: { readonly id: string; readonly state: LinkState }): Outcome {
  if (json) print(JSON.stringify({ id, state }))
  else say(state === 'confirmed' ? linkCommandText.confirmed(id) : linkCommandText.cutDone(id))
  return 'ok'
}

async function undecidedLinks(context: CommandContext): Promise<readonly Link[]> {
  const { incidents } = (await context.client.json('/api/v1/new-links', { retries: 3 })) as unknown as {
    incidents: readonly { readonly incidentId: string }[]
  }
  const found: Link[] = []
  for (const { incidentId } of incidents) found.push(...(await linksOf(context, incidentId)))
  // One between two own incidents is a link of both.
  const links = [...new Map(found.filter(({ state }) => state === 'proposed').map((link) => [link.id, link])).values()]
  return links.toSorted((left, right) => right.bits - left.bits)
}

async function linksOf({ client }: CommandContext, incidentId: string): Promise<readonly Link[]> {
  const path = `/api/v1/incidents/${encodeURIComponent(incidentId)}/links`
  return ((await client.json(path, { retries: 3 })) as unknown as { links: readonly Link[] }).links
}

function isCutReason(value: unknown): value is CutReason {
  return cutReasons.some((one) => one === value)
}
