import type { Database } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import { addObjects } from '#warning/add-objects.ts'
import { machineChance } from '#warning/chance.ts'
import { announcePublication } from '#warning/publication-notice-store.ts'
import { lockPublication, type RenderedObject } from '#warning/warning-object-store.ts'

/** Publishes rendered objects as one tick does, in one transaction. */
export async function publishObjects(
  database: Database,
  tick: { collection: Clearance; objects: readonly RenderedObject[]; now: Temporal.Instant },
): Promise<void> {
  await database.kysely.transaction().execute(async (tx) => {
    await lockPublication(tx)
    await addObjects(tx, { ...tick, chance: machineChance() })
    await announcePublication(tx)
  })
}
