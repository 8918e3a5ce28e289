import { removeStaleUploads } from '#attachment/attachment-store.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import type { Ground } from './ground.ts'

const pauseMs = 3_600_000

/** Days that an upload waits for a report that claims it. */
const waitingDays = 7

/** Takes uploads away that no report has claimed in a week, once an hour. */
export function startExpiring(parts: {
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly shutdown: Shutdown
}): void {
  const { ground, clock, logger, shutdown } = parts
  const round = async (): Promise<void> => {
    await removeStaleUploads(
      ground.database.kysely,
      clock
        .now()
        .subtract({ hours: 24 * waitingDays })
        .toString(),
    )
  }
  const repeated = repeat(round, { pauseMs, onFault: (error) => logger.fault('expiry of uploads failed', error) })
  shutdown.onStop('expiry', () => repeated.stop())
  repeated.start()
}
