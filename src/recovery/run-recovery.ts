import { writeFile } from 'node:fs/promises'
import { isJsonObject, textAt } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { jsonOfFile } from './given-shares.ts'
import type { RecoveryBundle } from './recovery-bundle.ts'
import { recoveryText } from './recovery-text.ts'

type ExportAnswer = { readonly authority: NonNullable<RecoveryBundle['authority']>; readonly filings: readonly Filing[] }
type IncidentPage = { readonly incidents: readonly { readonly id: string }[]; readonly next: string | null }

/** Asks for the ciphertext of incidents, which logs it, and writes it for the holders of the recovery key. */
export async function runExport(context: CommandContext): Promise<Outcome> {
  const { purpose, out } = context.options
  if (typeof purpose !== 'string' || purpose.trim() === '')
    throw new CommandError('usage', 'PURPOSE_MISSING', 'State why the recovery key is used: --purpose TEXT. The operators will see it')
  if (typeof out !== 'string') throw new CommandError('usage', 'OPTION_MISSING', 'Name the file to write: --out FILE')
  const holders = Number(context.options['holders'] ?? 3)
  const ids = context.options['all'] === true ? await allIncidents(context) : context.args
  if (ids.length === 0)
    throw new CommandError('usage', 'INCIDENT_MISSING', 'Name the incidents, or --all for every one that the own authority received')
  const filings: Filing[] = []
  let authority: RecoveryBundle['authority'] = null
  for (const id of ids) {
    const answer = (await context.client.json(`/api/v1/incidents/${encodeURIComponent(id)}/recoveries`, {
      method: 'POST',
      body: JSON.stringify({ purpose: purpose.trim(), holders }),
    })) as unknown as ExportAnswer
    authority = answer.authority
    filings.push(...answer.filings)
  }
  const bundle: RecoveryBundle = { format: 'noroshi-recovery-bundle-1', purpose: purpose.trim(), holders, authority, filings }
  await writeFile(out, `${JSON.stringify(bundle)}\n`, { mode: 0o600, flush: true })
  context.say(recoveryText.exported(filings.length, out))
  return 'ok'
}

/** Hands in the envelopes that `recovery rewrap` made. */
export async function runReturn(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the file that "recovery rewrap" wrote')
  const value = await jsonOfFile(path)
  const envelopes: JsonValue =
    (isJsonObject(value) && textAt(value, 'format') === 'noroshi-recovery-envelopes-1' ? value['envelopes'] : null) ?? null
  if (!isJsonObject(value) || !Array.isArray(envelopes))
    throw new CommandError('validation', 'ENVELOPES_UNREADABLE', `Cannot read ${path}: expected what "recovery rewrap" wrote`)
  const ceremony = { purpose: value['purpose'] ?? '', holders: value['holders'] ?? 0 }
  for (const one of envelopes as readonly JsonValue[]) await handIn(one, ceremony, context)
  context.say(recoveryText.returned(envelopes.length))
  return 'ok'
}

async function handIn(one: JsonValue, ceremony: Readonly<Record<string, JsonValue>>, context: CommandContext): Promise<void> {
  const reportId = isJsonObject(one) ? textAt(one, 'reportId') : null
  if (!isJsonObject(one) || reportId === null)
    throw new CommandError('validation', 'ENVELOPES_UNREADABLE', 'An envelope names no report: expected what "recovery rewrap" wrote')
  await context.client.json(`/api/v1/reports/${encodeURIComponent(reportId)}/envelopes`, {
    method: 'POST',
    body: JSON.stringify({ ...ceremony, keyId: one['keyId'] ?? null, envelope: one['envelope'] ?? null }),
  })
}

async function allIncidents(context: CommandContext): Promise<readonly string[]> {
  const ids: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`
    const page = (await context.client.json(`/api/v1/incidents?limit=50${query}`, { retries: 3 })) as unknown as IncidentPage
    ids.push(...page.incidents.map(({ id }) => id))
    after = page.next
  }
  return ids
}
