import { readFile } from 'node:fs/promises'
import { signWarningWish, type WarningPart } from '#envelope/warning-wish.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { wrongReasons } from '../warning.ts'
import { draftCommandText } from './draft-command-text.ts'
import { draftStateTexts } from './draft-text.ts'
import { draftTitle } from './draft-title.ts'
import { wishOf } from './draft.ts'
import type { ListedDraft, ShownDraft } from './shown-draft.ts'

const base = '/api/v1/warning-drafts'

/** Drafts a warning from a held report, about a campaign or from a file of what people may write of it, and signs it. */
export async function runDraft(context: CommandContext): Promise<Outcome> {
  const [file] = context.args
  const { report, campaign } = context.options
  const given = [file, report, campaign].filter((one) => typeof one === 'string')
  if (given.length !== 1)
    throw new CommandError(
      'usage',
      'DRAFT_INCOMPLETE',
      'Name one of a file, a held report and a campaign: noroshi warning draft FILE, --report ID, or --campaign ID',
    )
  const [id = ''] = given
  const body =
    file !== undefined ? { content: await readContent(file) } : typeof report === 'string' ? { reportId: id } : { campaignId: id }
  const overrule = readOverrule(context)
  const own = await ownSigner(context)
  const draftId = await begin(context, base, body)
  if (overrule !== null) await change(context, draftId, { overrule })
  return finish(context, draftId, own)
}

/** Drafts a revision with what a file says, and signs it. */
export async function runRevise(context: CommandContext): Promise<Outcome> {
  const [warningId, file] = context.args
  if (warningId === undefined || file === undefined)
    throw new CommandError('usage', 'DRAFT_INCOMPLETE', 'Name the warning and the file: noroshi warning revise WARNING-ID FILE')
  const content = await readContent(file)
  const overrule = readOverrule(context)
  const own = await ownSigner(context)
  const id = await begin(context, base, { warningId })
  await change(context, id, { content, overrule })
  return finish(context, id, own)
}

/** Drafts the recall of a warning, or of some of its indicators, and signs it. */
export async function runRecall(context: CommandContext): Promise<Outcome> {
  const [warningId] = context.args
  const { reason, indicator } = context.options
  if (warningId === undefined || typeof reason !== 'string' || !wrongReasons.some((one) => one === reason))
    throw new CommandError('usage', 'RECALL_INCOMPLETE', `Name the warning and why, --reason with one of ${wrongReasons.join(', ')}`)
  const indicatorIds = Array.isArray(indicator) ? indicator.map(String) : null
  const own = await ownSigner(context)
  const id = await begin(context, `/api/v1/warnings/${encodeURIComponent(warningId)}/recalls`, { reason, indicatorIds })
  return finish(context, id, own)
}

/** Approves what somebody else drafted. */
export async function runApprove(context: CommandContext): Promise<Outcome> {
  const [id] = context.args
  if (id === undefined) throw new CommandError('usage', 'DRAFT_INCOMPLETE', 'Name the draft: noroshi warning approve DRAFT-ID')
  const own = await unlockSigner(context)
  const { overrule } = await readDraft(context, encodeURIComponent(id))
  if (overrule !== null) context.say(draftCommandText.overruled(overrule))
  const { missing } = (await (await sign(context, { id: encodeURIComponent(id), part: 'approval' }, own)).json()) as { missing: number }
  context.say(draftCommandText.approved(missing))
  context.print(JSON.stringify({ id, missing }, null, context.json ? 0 : 2))
  return 'ok'
}

/** Prints a draft, or the list of them. */
export async function runShow(context: CommandContext): Promise<Outcome> {
  const [id] = context.args
  if (id !== undefined) {
    context.print(JSON.stringify(await readDraft(context, encodeURIComponent(id)), null, context.json ? 0 : 2))
    return 'ok'
  }
  const { drafts } = (await context.client.json(base, { retries: 3 })) as unknown as { drafts: readonly ListedDraft[] }
  for (const draft of drafts)
    context.print(
      context.json
        ? JSON.stringify(draft)
        : `${draft.id}  ${draftStateTexts[draft.state][context.language]}  ${draftTitle(draft)[context.language]}`,
    )
  return 'ok'
}

type OwnSigner = { readonly personId: string; readonly keys: Awaited<ReturnType<typeof unlockOwnKeys>> }

/** Returns the reason why a draft may say what could narrow down the victim; null where nothing is overruled. */
function readOverrule({ options }: CommandContext): string | null {
  const { overrule } = options
  if (typeof overrule !== 'string') return null
  if (overrule.trim() !== '') return overrule.trim()
  throw new CommandError(
    'usage',
    'OVERRULE_EMPTY',
    'Say why it may say what could narrow down the victim: --overrule REASON. The reason is kept with the draft, and two releasers have to approve',
  )
}

/** Changes what a draft says, or why it may; its content stays where none is given. */
async function change(
  context: CommandContext,
  id: string,
  { content, overrule }: { readonly content?: JsonValue; readonly overrule: string | null },
): Promise<void> {
  const { changedAt, editable } = await readDraft(context, id)
  const body = JSON.stringify({ changedAt, content: content ?? editable, overrule })
  await context.client.fetch(`${base}/${id}`, { method: 'PUT', body })
}

/** Unlocks the own key before anything is begun, so that a wrong code leaves no draft behind; null where the draft is not to be signed. */
async function ownSigner(context: CommandContext): Promise<OwnSigner | null> {
  return context.options['unsigned'] === true ? null : unlockSigner(context)
}

async function unlockSigner(context: CommandContext): Promise<OwnSigner> {
  const person = await terminalPerson(context.client)
  return { personId: person.personId, keys: await unlockOwnKeys(context, person) }
}

async function finish(context: CommandContext, id: string, own: OwnSigner | null): Promise<Outcome> {
  if (own !== null) {
    await sign(context, { id, part: 'draft' }, own)
    context.say(draftCommandText.signed(id))
  }
  context.print(JSON.stringify({ id }, null, context.json ? 0 : 2))
  return 'ok'
}

async function begin({ client }: CommandContext, path: string, body: JsonObject): Promise<string> {
  const { id } = (await client.json(path, { method: 'POST', body: JSON.stringify(body) })) as unknown as { id: string }
  return id
}

/** The content that is signed is the one that the server shows: whoever signs should have looked at it. */
async function sign(
  context: CommandContext,
  { id, part }: { readonly id: string; readonly part: WarningPart },
  { personId, keys }: OwnSigner,
): Promise<Response> {
  const draft = await readDraft(context, id)
  const signer = { part, personId, signedAt: context.clock.now().round('millisecond').toString() }
  const signature = await signWarningWish(wishOf(draft), signer, keys.person)
  const path = `${base}/${id}/${part === 'draft' ? 'submission' : 'approvals'}`
  return context.client.fetch(path, { method: 'POST', body: JSON.stringify({ signedAt: signer.signedAt, signature }) })
}

async function readDraft({ client }: CommandContext, id: string): Promise<ShownDraft> {
  return (await client.json(`${base}/${id}`, { retries: 3 })) as unknown as ShownDraft
}

async function readContent(file: string): Promise<JsonValue> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JsonValue
  } catch (cause) {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${file}: expected JSON of what people may write of a warning`, {
      cause,
    })
  }
}
