import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { PrintedCodeError } from '#envelope/printed-code.ts'
import { prepareAndShow, readAnswers, type TellExpected } from '#report/command-answers.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { codeToUse, KitError, readKitFile, withUsedCode, writeKitFile, type KitCode, type Kit } from './kit-file.ts'
import { offlineText } from './offline-text.ts'
import { sealOffline, type OfflineReport } from './seal-offline.ts'

/** Seals the report in a file with a code of a kit; asks no network for anything. */
export async function runSeal(context: CommandContext, tellExpected: TellExpected): Promise<Outcome> {
  const [path] = context.args
  const { kit: kitPath, out, preview } = context.options
  if (path === undefined || typeof kitPath !== 'string' || (typeof out !== 'string' && preview !== true))
    throw new CommandError(
      'usage',
      'FILE_MISSING',
      'Name the report, the kit and the file to write: noroshi report seal FILE --offline --kit KITFILE --out report.age',
    )
  const { kit, code } = await readKit(kitPath, context)
  const answers = await readAnswers(path, context)
  const draft = { answers, stage: 'initial', reportId: randomUUID(), incidentId: randomUUID(), previousReportId: null } as const
  const prepared = await prepareAndShow(draft, kit, { context, tellExpected })
  if (typeof out !== 'string' || preview === true) return 'ok'
  const report = await seal(() => sealOffline(prepared, { kit, code }))
  await writeNew(out, report.file)
  await markUsed(kitPath, { kit, code }, context)
  const { reportId, digest, checkCode } = report
  if (context.json) context.print(JSON.stringify({ file: out, reportId, fileDigest: digest, checkCode, code: code.number }))
  else context.print(offlineText.sealed(out, checkCode, code.number)[context.language])
  return 'ok'
}

async function readKit(path: string, context: CommandContext): Promise<{ kit: Kit; code: KitCode }> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}: expected the file of a kit`, { cause })
  })
  try {
    const kit = await readKitFile(bytes)
    return { kit, code: codeToUse(kit, { now: context.clock.now(), number: codeNumber(context.options['code']) }) }
  } catch (error) {
    if (error instanceof KitError || error instanceof DirectoryError)
      throw new CommandError('validation', error.code, error.message, { cause: error })
    throw error
  }
}

function codeNumber(option: unknown): number | null {
  if (typeof option !== 'string') return null
  if (/^\d{1,3}$/.test(option)) return Number(option)
  throw new CommandError('usage', 'CODE_NUMBER_WRONG', 'Cannot choose that code: expected its number on the kit, such as --code 3')
}

async function seal(work: () => Promise<OfflineReport>): Promise<OfflineReport> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PrintedCodeError) throw new CommandError('validation', error.code, error.message, { cause: error })
    throw error
  }
}

/** A file that is there already may be a report that nobody has handed in. */
async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx' }).catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST' ? 'there is such a file already' : 'this user may not'
    throw new CommandError('failed', 'FILE_UNWRITABLE', `Cannot write ${path}: ${why}`, { cause })
  })
}

async function markUsed(path: string, used: { kit: Kit; code: KitCode }, context: CommandContext): Promise<void> {
  const { number } = used.code
  try {
    await writeFile(path, writeKitFile(withUsedCode(used.kit, number)))
  } catch {
    context.say(offlineText.markFailed(number))
  }
}
