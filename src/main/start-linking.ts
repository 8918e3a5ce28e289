import { linkTick } from '#campaign/link-tick.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import { filingVault } from '#report/filing-vault.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { machineChance } from '#warning/chance.ts'
import { gateLists } from './gate-lists.ts'
import type { Ground } from './ground.ts'
import { judgeOfValues } from './judge-of-values.ts'
import { registryGate } from './registry-gate.ts'

const pauseMs = 1000

/** Starts what reads reports for what they have in common, and links their incidents. */
export async function startLinking(parts: {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly shutdown: Shutdown
}): Promise<void> {
  const { config, ground, clock, logger, shutdown } = parts
  const ownerKey = await keptSecret(ground.folders.private, 'owner-key')
  const gateAt = registryGate(() => gateLists(config))
  const chance = machineChance()
  const linking = {
    database: ground.database,
    clock,
    vault: filingVault(ownerKey),
    keys: traitKeys(ownerKey),
    newId: () => chance.newId(),
    openJudge: async (tx: Parameters<typeof gateAt>[0]) => judgeOfValues(await gateAt(tx, clock.now())),
    onUnreadable: (incidentId: string, error: unknown) => logger.fault(`reports of incident ${incidentId} cannot be linked`, error),
  }
  const repeated = repeat(async () => ((await linkTick(linking)).more ? 'more' : undefined), {
    pauseMs,
    onFault: (error) => logger.fault('linking failed', error),
  })
  shutdown.onStop('linking', () => repeated.stop())
  repeated.start()
}
