import { ownerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { actOnAnswers } from '#sighting/act-on-answers.ts'
import { publishCounts } from '#sighting/publish-counts.ts'
import { openSightingKeys } from '#sighting/sighting-keys.ts'
import { tellReporters } from '#sighting/tell-reporters.ts'
import type { Ground } from './ground.ts'

const countingPauseMs = 1000

/** Acts follow answers at the pace of this many release ticks: their instants must not tell when the deciding answer came. */
const ticksOfOneAct = 10

/** Starts what becomes of the answers of recipients: the daily numbers, and what false positives and sightings bring about. */
export async function startAnswers(parts: {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly shutdown: Shutdown
}): Promise<void> {
  const { config, ground, clock, logger, shutdown } = parts
  const secrets = ground.folders.private
  const common = {
    database: ground.database,
    clock,
    ownerTags: ownerTags(await keptSecret(secrets, 'owner-key')),
    ...(await openSightingKeys(secrets)),
  }
  const { countSeconds, waitSeconds, falsePositives, tickSeconds } = config
  const start = (name: string, pauseMs: number, round: () => Promise<unknown>): void => {
    const repeated = repeat(
      async () => {
        await round()
      },
      { pauseMs, onFault: (error) => logger.fault(`${name} failed`, error) },
    )
    shutdown.onStop(name, () => repeated.stop())
    repeated.start()
  }
  start('counting of sightings', countingPauseMs, async () => {
    await publishCounts({ ...common, countSeconds })
    await tellReporters({ ...common, countSeconds })
  })
  start('acting on sightings', ticksOfOneAct * tickSeconds * 1000, () => actOnAnswers({ ...common, falsePositives, waitSeconds }))
}
