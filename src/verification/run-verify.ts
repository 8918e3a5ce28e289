import { createHash } from 'node:crypto'
import { Check } from 'typebox/value'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { filingSchema } from '#envelope/filing-schema.ts'
import { filingDigest } from '#report/check-filing.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { findRoot } from '#authority/known-root.ts'
import { parseRoot } from '#key-directory/directory-root.ts'
import { choosePolicy, readNamed } from './choose-policy.ts'
import { describeRefusal, isRefusal } from './refusal-text.ts'
import { describeVerified, linesOfVerified } from './show-verified.ts'
import { verifyFile, type VerifiedFile } from './verify-file.ts'
import { isWarningFile, verifyWarning } from './verify-warning.ts'
import { verifyText } from './verify-text.ts'

// A filing with its ciphertext, twice as large as the server takes one.
const filingLimits = { maxBytes: 8 * 1024 * 1024, maxDepth: 64, maxKeys: 100_000 }

/** Verifies the receipt, the bundle or the warning in a file, and that it is for the report or the file in another where one is named. */
export async function runVerify(context: CommandContext): Promise<Outcome> {
  const [file] = context.args
  if (file === undefined)
    throw new CommandError(
      'usage',
      'RECEIPT_MISSING',
      'Name the receipt, bundle or warning: noroshi verify FILE [--report FILE] [--policy FILE]',
    )
  const bytes = await readNamed(file)
  const expected = await expectedOf(context)
  try {
    const verified = isWarningFile(bytes) ? await verifyNamedWarning(bytes, context) : await verifyNamed(bytes, context, expected)
    const lines = () => linesOfVerified(verified, context.language).join('\n')
    context.print(context.json ? JSON.stringify(describeVerified(verified)) : lines())
    return verified.state === 'provisional' ? 'provisional' : 'ok'
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { code, message } = error
    context.print(
      context.json
        ? JSON.stringify({ state: 'invalid', code, message })
        : verifyText.invalid(describeRefusal(code), `${message} (${code})`)[context.language],
    )
    return 'failed'
  }
}

async function verifyNamed(bytes: Uint8Array, context: CommandContext, expected: { digest: string } | null): Promise<VerifiedFile> {
  const policy = await choosePolicy(context)
  return await verifyFile(bytes, { policy, now: secondsNow(context), ...(expected === null ? {} : { expected }) })
}

function secondsNow({ clock }: CommandContext): number {
  return Math.floor(clock.now().epochMilliseconds / 1000)
}

/** A warning needs the pinned root; a policy only adds what the log says of it. */
async function verifyNamedWarning(bytes: Uint8Array, context: CommandContext): Promise<VerifiedFile> {
  const { root: rootPath, directory: directoryPath } = context.options
  const root = typeof rootPath === 'string' ? parseRoot((await readNamed(rootPath)).toString('utf8')) : (await findRoot(context)).root
  const directory = typeof directoryPath === 'string' ? (await readNamed(directoryPath)).toString('utf8') : null
  const policy = await choosePolicy(context).catch((error: unknown) => {
    if (error instanceof CommandError && error.code === 'POLICY_MISSING') return null
    throw error
  })
  return { kind: 'warning', ...(await verifyWarning(bytes, { root, directory, policy, now: secondsNow(context) })) }
}

async function expectedOf({ options }: CommandContext): Promise<{ digest: string } | null> {
  const { report, file } = options
  if (report !== undefined && file !== undefined)
    throw new CommandError('usage', 'OPTION_TWICE', 'Name what was filed by --report or what was served by --file, not both')
  if (typeof report === 'string') return { digest: await digestOfFiling(report) }
  return typeof file === 'string'
    ? {
        digest: createHash('sha256')
          .update(await readNamed(file))
          .digest('hex'),
      }
    : null
}

/** The file is a filing, or the server's answer that holds one. */
async function digestOfFiling(file: string): Promise<string> {
  const content = parseJson(await readNamed(file), filingLimits)
  const filing = isJsonObject(content) && isJsonObject(content['filing']) ? content['filing'] : content
  const digest = Check(filingSchema, filing) ? await filingDigest(filing) : null
  if (digest === null)
    throw new CommandError('validation', 'REPORT_MALFORMED', `Cannot use ${file}: expected a report as it was filed, sealed and signed`)
  return digest
}
