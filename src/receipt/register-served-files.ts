import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import { appendEntry } from './append-entry.ts'
import { logInstant } from './log-instant.ts'
import { registeredNames } from './served-file.ts'
import { insertServedFile, isRegistered, lockServedFiles } from './served-file-store.ts'

/**
 * Enters into the log what this process serves: each program that can be downloaded, and the list of the hashes of everything else.
 *
 * What is registered with this hash is not entered again; several servers may start at once.
 *
 * @param pages The folder of the built pages.
 */
export async function registerServedFiles(
  pages: string,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
): Promise<void> {
  const files = await Promise.all(
    registeredNames.map(async (name) => ({
      name,
      digest: createHash('sha256')
        .update(await readFile(join(pages, 'download', name)))
        .digest(),
    })),
  )
  await database.kysely.transaction().execute(async (tx) => {
    await lockServedFiles(tx)
    for (const { name, digest } of files) {
      if (await isRegistered(tx, name, digest)) continue
      const now = clock.now()
      const commitment = await appendEntry(tx, { kind: 'bundle', at: logInstant(now), version: name, digest: digest.toHex() })
      await insertServedFile(tx, { name, digest, commitment, at: now.toString() })
    }
  })
}
