import type { Database } from '#database/database.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { openDirectory } from '#key-directory/open-directory.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { insertDirectory, lockDirectory, newestDirectory, type PublishedDirectory } from './directory-store.ts'

/**
 * Publishes a version of the directory that the root signed, and its entry in the log, both or neither.
 *
 * @throws {DirectoryError} As `openDirectory`: what the root did not sign is refused; `DIRECTORY_OLDER` also for a version that is published already,
 *   `DIRECTORY_FORKED` for one that skips a version.
 */
export async function publishDirectory(
  signed: string,
  how: { readonly database: Database; readonly root: DirectoryRoot; readonly at: Temporal.Instant },
): Promise<PublishedDirectory> {
  const { database, root, at } = how
  return await database.kysely.transaction().execute(async (tx) => {
    await lockDirectory(tx)
    const newest = await newestDirectory(tx)
    const { directory, digest } = await openDirectory(signed, root, newest === null ? null : { ...newest, epochs: {} })
    const expected = (newest?.version ?? 0) + 1
    if (directory.version !== expected)
      throw new DirectoryError(
        directory.version < expected ? 'DIRECTORY_OLDER' : 'DIRECTORY_FORKED',
        `Cannot publish version ${directory.version} of the directory: expected version ${expected}; propose and sign it anew`,
      )
    const version = { version: directory.version, signed, digest }
    await insertDirectory(tx, version, at.toString())
    await appendEntry(tx, { kind: 'directory', at: logInstant(at), version: version.version, digest })
    return version
  })
}
