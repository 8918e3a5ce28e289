import { openDatabase, type Database } from '#database/database.ts'
import { migrate } from '#database/migrate.ts'
import type { Logger } from '#runtime/logger.ts'
import { ownRights, settleRights } from './database-role-store.ts'
import type { Ground } from './ground.ts'

/** Brings the schema to the newest version and gives the roles of the database their rights on it; returns the versions that were applied now. */
export async function prepareSchema(ground: Pick<Ground, 'ownerAddress' | 'logins'>): Promise<readonly number[]> {
  const applied = await migrate(ground.ownerAddress)
  const owner = openDatabase(ground.ownerAddress, 1)
  try {
    await settleRights(owner.kysely, ground.logins)
  } finally {
    await owner.close()
  }
  return applied
}

/** Says at a start whether the database itself keeps everybody but the gate from publishing, and the gate from keys. */
export async function tellSeparation(databases: { readonly server?: Database; readonly gate?: Database }, logger: Logger): Promise<void> {
  const server = databases.server === undefined ? null : await ownRights(databases.server.kysely)
  const gate = databases.gate === undefined ? null : await ownRights(databases.gate.kysely)
  if (server?.canPublish === true)
    logger.warn('database role may publish warnings - only that of the gate should', { code: 'SERVER_MAY_PUBLISH' })
  if (gate?.canReadKeys === true)
    logger.warn('database role of the gate may read wrapped keys - it should not', { code: 'GATE_MAY_READ_KEYS' })
}
