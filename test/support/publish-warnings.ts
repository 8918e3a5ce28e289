import { randomUUID } from 'node:crypto'
import { publishGateKey } from '#authority/gate-key-store.ts'
import type { Database } from '#database/database.ts'
import { openGateSigner, type GateSigner } from '#key-directory/gate-key.ts'
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
  const signer = await sampleGate(database)
  await database.kysely.transaction().execute(async (tx) => {
    for (const warning of warnings) await insertApproved(tx, warning)
    await publishTick(tx, { at, now: at, chance: machineChance(), signer, publicOrigin: 'http://localhost:8080' })
  })
  return warnings.map((one) => one.id)
}

/** Returns the signer of a gate whose key a database knows; the same for every test. */
export async function sampleGate(database: Database): Promise<GateSigner> {
  const seeds = { ed25519: new Uint8Array(32).fill(1), mlDsa44: new Uint8Array(32).fill(2) }
  const signer = await openGateSigner('7d4a1f0c-52b7-4a6e-9c11-0b4f0f6f9a11', seeds)
  await publishGateKey(database.kysely, { ...signer.key, recipient: 'age1pq1sample' }, '2026-11-23T00:00:00Z')
  return signer
}
