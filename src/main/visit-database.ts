import { openDatabase, type Database } from '#database/database.ts'
import { startEmbeddedPostgres } from '#database/embedded-postgres.ts'
import { migrate } from '#database/migrate.ts'
import type { CommandContext } from '#runtime/command.ts'
import { readConfig, type Config } from '#runtime/config.ts'
import { prepareDataFolder, type DataFolders } from './data-folder.ts'

/** What a command of the machine's own administrator works with. */
export type Visit = { readonly database: Database; readonly config: Config; readonly folders: DataFolders }

/**
 * Runs `work` on the database of this machine's installation, whether a server runs on it now or not. Only who may read the data folder can.
 *
 * @throws {SettingError | DatabaseError | StartError} with one sentence for people.
 */
export async function visitDatabase<Result>(
  context: Pick<CommandContext, 'environment'>,
  work: (visit: Visit) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(context.environment)
  const folders = await prepareDataFolder(config.data)
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres(folders, { durable: true }) : null
  const address = embedded?.address ?? (config.databaseUrl === null ? null : { url: config.databaseUrl })
  if (address === null) throw new TypeError('Cannot visit: there is neither an embedded database nor an address of another')
  const database = openDatabase(address, 2)
  try {
    if (embedded?.adopted !== true) await migrate(address)
    return await work({ database, config, folders })
  } finally {
    await database.close()
    // A server that was running before this command goes on running.
    if (embedded !== null && !embedded.adopted) await embedded.stop()
  }
}
