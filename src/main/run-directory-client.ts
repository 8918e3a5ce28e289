import { readFile } from 'node:fs/promises'
import { findRoot, pinRoot, rootOfServer } from '#authority/known-root.ts'
import { readSignedKeys } from '#authority/read-directory.ts'
import { recipientDigest } from '#key-directory/directory.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { rootFingerprint } from '#key-directory/directory-root.ts'
import { formatFingerprint, isFingerprint } from '#key-directory/fingerprint.ts'
import { openDirectory } from '#key-directory/open-directory.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { administrationText } from './administration-text.ts'
import { describeDirectory } from './describe-directory.ts'

/** Verifies and shows the directory of the server, or the one in a file. */
export async function runShow(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  const { language } = context
  const { root } = await findRoot(context)
  const fingerprint = rootFingerprint(root)
  if (path !== undefined) {
    const { directory, digest } = await openDirectory(await readFile(path, 'utf8'), root, null).catch(refuse)
    if (context.json) context.print(JSON.stringify({ root: fingerprint, digest, directory }))
    else for (const line of describeDirectory(directory, language)) context.print(line)
    return 'ok'
  }
  const { version, digest, authorities } = await readSignedKeys(context)
  const shown = authorities.map(({ organisationId, code, name, epoch, keyId, recipient, administrators, members }) => {
    return { organisationId, code, name, epoch, keyId, fingerprint: recipientDigest(recipient), administrators, members }
  })
  if (context.json) {
    context.print(JSON.stringify({ root: fingerprint, version, digest, authorities: shown }))
    return 'ok'
  }
  context.print(administrationText.root(formatFingerprint(fingerprint))[language])
  context.print(administrationText.version(version, digest.slice(0, 16))[language])
  for (const one of shown)
    context.print(`  ${one.name[language]} ${administrationText.epoch(one.epoch)[language]} ${formatFingerprint(one.fingerprint)}`)
  return 'ok'
}

/** Pins the root of the server if it is the one whose fingerprint the person holds in its hand. */
export async function runTrust(context: CommandContext): Promise<Outcome> {
  const typed = context.args.join(' ')
  if (typed === '')
    throw new CommandError(
      'usage',
      'FINGERPRINT_MISSING',
      'Name the fingerprint printed on your kit: noroshi directory trust "FINGERPRINT"',
    )
  const root = await rootOfServer(context)
  if (!isFingerprint(typed, rootFingerprint(root)))
    throw new CommandError(
      'refused',
      'ROOT_CHANGED',
      `Refused: ${context.client.url} stands under another root than the one on your kit. Nothing was pinned`,
    )
  await pinRoot(context, root)
  context.print(administrationText.trusted(context.client.url)[context.language])
  return 'ok'
}

function refuse(error: unknown): never {
  throw error instanceof DirectoryError ? new CommandError('refused', error.code, error.message, { cause: error }) : error
}
