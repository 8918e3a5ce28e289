import type { Database } from '#database/database.ts'
import { machineChance } from '#warning/chance.ts'
import { publishTick } from '#warning/publish-tick.ts'
import { insertApproved } from '#warning/warning-store.ts'
import type { ApprovedWarning } from '#warning/warning-table.ts'
import { sampleGate } from './publish-warnings.ts'

/** Publishes one further version of a warning, such as a recall, in a tick of its own. */
export async function publishVersion(database: Database, version: Omit<ApprovedWarning, 'tlp'>, at: Temporal.Instant): Promise<void> {
  const signer = await sampleGate(database)
  await database.kysely.transaction().execute(async (tx) => {
    await insertApproved(tx, { ...version, tlp: version.content.tlp })
    await publishTick(tx, { at, now: at, chance: machineChance(), signer, publicOrigin: 'http://localhost:8080' })
  })
}
