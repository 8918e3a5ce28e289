import { readFile, writeFile } from 'node:fs/promises'
import { authorityOfCode } from '#authority/invitation-store.ts'
import { issueInvitation } from '#authority/invite.ts'
import { proposeDirectory } from '#authority/propose-directory.ts'
import { publishDirectory } from '#authority/publish-directory.ts'
import { formatDirectory } from '#key-directory/directory.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { parseRoot } from '#key-directory/directory-root.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { administrationText } from './administration-text.ts'
import { describeDirectory } from './describe-directory.ts'
import { installedRoot } from './installed-root.ts'
import { directoryServices } from './platform.ts'
import { visitDatabase } from './visit-database.ts'

/** Writes the next version of the directory as the database would have it. */
export async function runPropose(context: CommandContext): Promise<Outcome> {
  const { out } = context.options
  if (typeof out !== 'string') throw new CommandError('usage', 'OPTION_MISSING', 'Name the file to write: --out FILE')
  const proposed = await visitDatabase(context, ({ database }) => proposeDirectory(database.kysely, directoryServices, context.clock.now()))
  await writeFile(out, formatDirectory(proposed), { flag: 'wx' })
  for (const line of describeDirectory(proposed, context.language)) context.say(line)
  context.print(administrationText.proposed(out, proposed.version)[context.language])
  return 'ok'
}

/** Publishes a version that the root of this installation signed, and no other. */
export async function runPublish(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the signed directory: noroshi directory publish FILE')
  const signed = await readFile(path, 'utf8')
  const { version } = await visitDatabase(context, async ({ database, config, folders }) => {
    const root = await installedRoot(config, folders)
    if (root === null)
      throw new CommandError(
        'refused',
        'DIRECTORY_ROOT_MISSING',
        'No root is installed here: put directory-root.txt into the data folder first',
      )
    return await publishDirectory(signed, { database, root: parseRoot(root), at: context.clock.now() }).catch((error: unknown) => {
      throw error instanceof DirectoryError ? new CommandError('refused', error.code, error.message, { cause: error }) : error
    })
  })
  context.print(administrationText.published(version)[context.language])
  return 'ok'
}

/** Makes a one-time link for the first administrator of an authority. */
export async function runAdminInvite(context: CommandContext): Promise<Outcome> {
  const [code, ja, en] = context.args
  if (code === undefined || ja === undefined || en === undefined)
    throw new CommandError(
      'usage',
      'NAME_MISSING',
      'Name the authority and the person: noroshi admin invite AUTHORITY-CODE NAME-JA NAME-EN',
    )
  const { link, issued } = await visitDatabase(context, async ({ database, config }) => {
    const authority = await authorityOfCode(database.kysely, code)
    if (authority === null) throw new CommandError('validation', 'AUTHORITY_UNKNOWN', `There is no authority with the code "${code}"`)
    const wanted = { ...authority, name: { ja, en }, roles: ['authority-administrator'], invitedBy: null } as const
    const issued = await issueInvitation(database.kysely, wanted, context.clock.now())
    return { issued, link: `${config.publicOrigin}/p/join#${issued.code}` }
  })
  if (context.json) context.print(JSON.stringify({ ...issued, link }))
  else context.print(administrationText.invited(link, issued.expiresAt)[context.language])
  return 'ok'
}
