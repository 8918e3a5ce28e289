import { readFile } from 'node:fs/promises'
import { Check } from 'typebox/value'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { filingSchema } from '#envelope/filing-schema.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { parsePolicy, type Policy } from '#transparency-log/policy.ts'
import { verifyReceipt, type VerifiedReceipt } from '#transparency-log/receipt.ts'
import { filingDigest } from './check-filing.ts'
import { verifyText } from './verify-text.ts'

// A filing with its ciphertext, twice as large as the server takes one.
const filingLimits = { maxBytes: 8 * 1024 * 1024, maxDepth: 64, maxKeys: 100_000 }
const receiptTries = 40

/** Verifies the receipt in a file, and that it is for the report in another where one is named. */
export async function runVerify(context: CommandContext): Promise<Outcome> {
  const [file] = context.args
  if (file === undefined)
    throw new CommandError('usage', 'RECEIPT_MISSING', 'Name the receipt: noroshi verify RECEIPT [--report FILE] [--policy FILE]')
  const receipt = await readNamed(file)
  const expected = typeof context.options['report'] === 'string' ? { digest: await digestOfFile(context.options['report']) } : {}
  try {
    const policy = await choosePolicy(context)
    const now = Math.floor(context.clock.now().epochMilliseconds / 1000)
    const verified = await verifyReceipt(receipt, { policy, expected, now })
    context.print(context.json ? JSON.stringify(described(verified)) : verifyText.valid(verified, linesOf(verified))[context.language])
    return verified.state === 'witnessed' ? 'ok' : 'provisional'
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    const { code, message } = error
    context.print(context.json ? JSON.stringify({ state: 'invalid', code, message }) : verifyText.invalid(message)[context.language])
    return 'failed'
  }
}

/** Prints the receipt of a report, once a head covers it. */
export async function runReceipt(context: CommandContext): Promise<Outcome> {
  const [reportId] = context.args
  if (reportId === undefined) throw new CommandError('usage', 'REPORT_MISSING', 'Name the report: noroshi report receipt REPORT-ID')
  const path = `/api/v1/reports/${encodeURIComponent(reportId)}/receipt`
  for (let tries = 0; tries < receiptTries; tries++) {
    const response = await context.client.fetch(path, { retries: 3, signal: context.signal })
    if (response.status === 200) {
      // Printing ends the line.
      context.print((await response.text()).replace(/\n$/, ''))
      return 'ok'
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new CommandError(
    'failed',
    'RECEIPT_WAITING',
    'The log has not signed a head over this report yet; the report itself is filed. Ask again later',
  )
}

/** Prints the policy of the server's log. */
export async function runPolicy(context: CommandContext): Promise<Outcome> {
  context.print((await policyOfServer(context)).replace(/\n$/, ''))
  return 'ok'
}

async function choosePolicy(context: CommandContext): Promise<Policy> {
  const file = context.options['policy']
  if (typeof file === 'string') return parsePolicy((await readNamed(file)).toString('utf8'))
  const text = await policyOfServer(context)
  context.say(verifyText.policyOfServer(context.client.url))
  return parsePolicy(text)
}

async function policyOfServer(context: CommandContext): Promise<string> {
  return await (await context.client.fetch('/log/policy', { retries: 3 })).text()
}

/** The file is a filing, or the server's answer that holds one. */
async function digestOfFile(file: string): Promise<string> {
  const content = parseJson(await readNamed(file), filingLimits)
  const filing = isJsonObject(content) && isJsonObject(content['filing']) ? content['filing'] : content
  const digest = Check(filingSchema, filing) ? await filingDigest(filing) : null
  if (digest === null)
    throw new CommandError('validation', 'REPORT_MALFORMED', `Cannot use ${file}: expected a report as it was filed, sealed and signed`)
  return digest
}

async function readNamed(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new CommandError('usage', 'FILE_UNREADABLE', `Cannot read ${file}`, { cause })
  }
}

function linesOf(verified: VerifiedReceipt): string[] {
  const { entry, origin, index, size, witnessedAt, cosignatures } = verified
  const facts = Object.entries(entry).map(([name, value]) => `${name} ${String(value)}`)
  const witnesses = cosignatures.map(({ witness, at }) => `cosigned ${witness} ${instant(at)}`)
  return [
    ...facts,
    `log ${origin}, leaf ${index} of ${size}`,
    ...witnesses,
    ...(witnessedAt === null ? [] : [`witnessed ${instant(witnessedAt)}`]),
  ]
}

function described({ state, entry, origin, index, size, witnessedAt }: VerifiedReceipt) {
  return { state, entry, origin, index, size, witnessedAt: witnessedAt === null ? null : instant(witnessedAt) }
}

function instant(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString()
}
