import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recipientOf } from '#envelope/age-file.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { Filing, KeyEnvelope } from '#envelope/filing-schema.ts'
import { wrapFor } from '#envelope/key-envelope.ts'
import { openWithReportKey } from '#envelope/open-filing.ts'
import { unwrapForRecovery, type RecoveredKey } from '#envelope/recovery-envelope.ts'
import { RecoveryError } from '#envelope/recovery-error.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { bytesOfFile, joinGivenShares } from './given-shares.ts'
import { keepCeremony } from './keep-ceremony.ts'
import { largestBundleBytes, readRecoveryBundle, recoveryEnvelopeOf, type RecoveryBundle } from './recovery-bundle.ts'
import { holdCeremony, recoveryFingerprint } from './recovery-key.ts'
import { recoveryText } from './recovery-text.ts'

/** What `recovery rewrap` makes and `recovery return` hands in. */
type ReturnedEnvelopes = {
  readonly format: 'noroshi-recovery-envelopes-1'
  readonly purpose: string
  readonly holders: number
  readonly envelopes: readonly (KeyEnvelope & { readonly reportId: string })[]
}

const shortestFingerprint = 16

/** Makes the national recovery key and writes its shares; needs no network and no server. */
export async function runCreate(context: CommandContext): Promise<Outcome> {
  const folder = neededText(context, 'out')
  const [shares, threshold] = [countOf(context, 'shares', 5), countOf(context, 'threshold', 3)]
  const createdAt = context.clock.now().round('second').toString()
  const ceremony = await holdCeremony({ shares, threshold, createdAt }).catch((error: unknown) => {
    throw error instanceof RecoveryError ? new CommandError('usage', error.code, error.message, { cause: error }) : error
  })
  await keepCeremony(ceremony, folder).catch((cause: unknown) => {
    throw new CommandError('failed', 'FOLDER_REFUSED', `Cannot write into ${folder}: expected a folder that holds no recovery key yet`, {
      cause,
    })
  })
  const { fingerprint, keyId } = ceremony.publicKey
  if (context.json) context.print(JSON.stringify({ keyId, fingerprint, shares, threshold, folder }))
  else context.print(recoveryText.fingerprint(fingerprint)[context.language])
  context.say(recoveryText.created(folder, shares, threshold))
  return 'ok'
}

/** Joins shares and opens every filing of a bundle; needs no network and no server. */
export async function runOpenBundle(context: CommandContext): Promise<Outcome> {
  const bundle = await bundleOf(context)
  const identity = await joinedKey(context)
  const folder = context.options['out']
  for (const filing of bundle.filings) {
    const recovered = await recover(filing, identity, context)
    if (recovered === null) continue
    const content = await openWithReportKey(filing, recovered.key).catch((error: unknown) => explainFiling(error, filing))
    const { reportId, incidentId, stage, handling, shareable } = filing
    const text = JSON.stringify({ reportId, incidentId, stage, ...content, handling, shareable }, null, context.json ? 0 : 2)
    if (typeof folder === 'string') await writeContent(folder, reportId, text)
    else context.print(text)
  }
  return 'ok'
}

/** Joins shares and envelopes the authorities' half of every report to the new key of the authority that asked. Opens nothing. */
export async function runRewrap(context: CommandContext): Promise<Outcome> {
  const out = neededText(context, 'out')
  const bundle = await bundleOf(context)
  const authority = fittingAuthority(bundle, neededText(context, 'fingerprint'))
  const identity = await joinedKey(context)
  const envelopes: (KeyEnvelope & { reportId: string })[] = []
  for (const filing of bundle.filings) {
    const recovered = await recover(filing, identity, context)
    if (recovered === null) continue
    const envelope = await wrapFor(authority.recipient, recovered.authorityShare)
    envelopes.push({ reportId: filing.reportId, keyId: authority.keyId, envelope })
  }
  const made: ReturnedEnvelopes = { format: 'noroshi-recovery-envelopes-1', purpose: bundle.purpose, holders: bundle.holders, envelopes }
  await writeFile(out, `${JSON.stringify(made)}\n`, { mode: 0o600, flush: true })
  context.say(recoveryText.rewrapped(envelopes.length, out))
  return 'ok'
}

async function joinedKey(context: CommandContext): Promise<string> {
  const identity = await joinGivenShares(context)
  const count = [context.options['share']].flat().length
  context.say(recoveryText.joined(count, recoveryFingerprint(await recipientOf(identity))))
  return identity
}

async function bundleOf(context: CommandContext): Promise<RecoveryBundle> {
  const path = neededText(context, 'bundle')
  const bundle = readRecoveryBundle(await bytesOfFile(path, largestBundleBytes))
  if (bundle === null)
    throw new CommandError('validation', 'BUNDLE_UNREADABLE', `Cannot read ${path}: expected what "recovery export" wrote, or one filing`)
  return bundle
}

/** Whoever carried the bundle may have put another key in: the holders compare its fingerprint with what the authority itself tells them. */
function fittingAuthority(bundle: RecoveryBundle, fingerprint: string) {
  const wanted = fingerprint.replaceAll(/[\s:-]/g, '').toLowerCase()
  const { authority } = bundle
  if (authority === null)
    throw new CommandError('validation', 'AUTHORITY_MISSING', 'The bundle names no authority: export it anew as a person of the authority')
  const own = recoveryFingerprint(authority.recipient)
  if (wanted.length < shortestFingerprint || !own.startsWith(wanted))
    throw new CommandError(
      'validation',
      'FINGERPRINT_WRONG',
      `The authority's key in the bundle has fingerprint ${own}: expected that, at least ${shortestFingerprint} digits, as the authority itself tells it`,
    )
  return authority
}

async function recover(filing: Filing, identity: string, context: CommandContext): Promise<RecoveredKey | null> {
  const envelope = recoveryEnvelopeOf(filing)
  if (envelope === null) {
    context.say(recoveryText.withoutRecovery(filing.reportId))
    return null
  }
  return unwrapForRecovery(identity, envelope, filing.reportId).catch((error: unknown) => explainFiling(error, filing))
}

function explainFiling(error: unknown, filing: Filing): never {
  if (!(error instanceof EnvelopeError)) throw error
  const why =
    error.code === 'FILING_ALTERED' ? 'it was altered after its filer signed it' : 'it was not sealed for this recovery key, or altered'
  throw new CommandError('validation', error.code, `Cannot open report ${filing.reportId}: ${why}`, { cause: error })
}

async function writeContent(folder: string, reportId: string, text: string): Promise<void> {
  // The id comes from a file; nothing but a UUID becomes a file name.
  if (!/^[0-9a-f-]{36}$/.test(reportId)) throw new CommandError('validation', 'BUNDLE_UNREADABLE', 'A filing bears no proper id')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, `${reportId}.json`), `${text}\n`, { mode: 0o600, flush: true })
}

function neededText(context: CommandContext, option: string): string {
  const value = context.options[option]
  if (typeof value === 'string' && value !== '') return value
  throw new CommandError('usage', 'OPTION_MISSING', `This needs --${option}`)
}

function countOf(context: CommandContext, option: string, absent: number): number {
  const value = context.options[option]
  return typeof value === 'string' ? Number(value) : absent
}
