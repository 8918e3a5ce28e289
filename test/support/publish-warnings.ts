import { randomUUID } from 'node:crypto'
import type { Database } from '#database/database.ts'
import { machineChance } from '#warning/chance.ts'
import { publishTick } from '#warning/publish-tick.ts'
import { insertApproved } from '#warning/warning-store.ts'
import type { WarningContent } from '#warning/warning.ts'

/** Publishes warnings in one tick and returns their ids in the order given. */
export async function publishWarnings(
  database: Database,
  contents: readonly WarningContent[],
  at: Temporal.Instant,
): Promise<readonly string[]> {
  const warnings = contents.map((content) => ({ id: randomUUID(), version: 1, act: 'release' as const, tlp: content.tlp, content }))
  await database.kysely.transaction().execute(async (tx) => {
    for (const warning of warnings) await insertApproved(tx, warning)
    await publishTick(tx, { at, now: at, chance: machineChance() })
  })
  return warnings.map((one) => one.id)
}
