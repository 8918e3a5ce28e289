import { ownerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { openPseudonyms } from '#sighting/open-pseudonyms.ts'
import { publishCounts } from '#sighting/publish-counts.ts'
import type { Ground } from './ground.ts'

const pauseMs = 1000

/** Starts the daily counting of what recipients answer. */
export async function startCounting(parts: {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly shutdown: Shutdown
}): Promise<void> {
  const { config, ground, clock, logger, shutdown } = parts
  const secrets = ground.folders.private
  const counting = {
    database: ground.database,
    clock,
    countSeconds: config.countSeconds,
    ownerTags: ownerTags(await keptSecret(secrets, 'owner-key')),
    pseudonyms: await openPseudonyms(secrets),
  }
  const round = async (): Promise<void> => {
    await publishCounts(counting)
  }
  const repeated = repeat(round, { pauseMs, onFault: (error) => logger.fault('counting of sightings failed', error) })
  shutdown.onStop('counting', () => repeated.stop())
  repeated.start()
}
