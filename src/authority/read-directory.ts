import { DirectoryError } from '#key-directory/directory-error.ts'
import { CommandError } from '#runtime/command.ts'
import type { CurrentKeys } from '#key-directory/current-keys.ts'
import { findRoot, rememberSeen, type RootContext } from './known-root.ts'
import { openSealingDirectory, openSignedKeys, type DirectoryAnswer, type SealingDirectory } from './sealing-directory.ts'

/**
 * Returns for whom to seal: the server's directory, proven by the pinned root, and no older than what was seen here.
 *
 * @throws {CommandError} with the code and sentence of the {@link DirectoryError}, and `DIRECTORY_ROOT_NEEDED`; nothing may be sealed then.
 */
export async function readDirectory(context: RootContext): Promise<SealingDirectory> {
  return await read(context, openSealingDirectory)
}

/**
 * Returns everything that the server's directory says, proven as `readDirectory` proves it.
 *
 * @throws {CommandError} As `readDirectory`.
 */
export async function readSignedKeys(context: RootContext): Promise<CurrentKeys> {
  return await read(context, openSignedKeys)
}

async function read<Keys extends Pick<CurrentKeys, 'seen'>>(
  context: RootContext,
  open: (answer: DirectoryAnswer, known: Awaited<ReturnType<typeof findRoot>>) => Promise<Keys>,
): Promise<Keys> {
  try {
    const known = await findRoot(context)
    const answer = (await context.client.json('/api/v1/directory', { retries: 3 })) as unknown as DirectoryAnswer
    const keys = await open(answer, known)
    await rememberSeen(context, known.root, keys.seen)
    return keys
  } catch (error) {
    if (error instanceof DirectoryError) throw new CommandError('refused', error.code, error.message, { cause: error })
    throw error
  }
}
