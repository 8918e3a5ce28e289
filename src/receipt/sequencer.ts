import { isDatabaseAway } from '#database/database-error.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { mostPerHead, sequenceEntries, type SequencingParts } from './sequence-entries.ts'
import { hasUnplaced } from './tree-store.ts'

/** Signs a head over new entries every 250 ms until it is stopped. */
export type Sequencer = { start(): void; stop(): Promise<void> }

/** What a sequencer is made from. */
export type SequencerParts = SequencingParts & { readonly logger: Logger; readonly metrics: Metrics }

const roundMs = 250
// Also without new entries the state is looked at this often, so that a database that was put back raises its alarm; and an alarm is told again this often.
const roundsPerMinute = 240

/** Returns the sequencer of this process; a state in which it must not sign is an alarm in log and metrics, and it looks again at every round. */
export function createSequencer(parts: SequencerParts): Sequencer {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let roundsToCheck = 0
  let roundsToAlarm = 0
  const round = async (): Promise<void> => {
    let grown = 0
    try {
      if (roundsToCheck === 0 || (await hasUnplaced(parts.database.kysely))) grown = await sequenceEntries(parts)
      parts.metrics.logRefusing.set(0)
      roundsToCheck = roundsToCheck === 0 ? roundsPerMinute : roundsToCheck - 1
      roundsToAlarm = 0
    } catch (error) {
      roundsToCheck = 0
      parts.metrics.logRefusing.set(1)
      if (roundsToAlarm === 0) tell(parts.logger, error)
      roundsToAlarm = roundsToAlarm === 0 ? roundsPerMinute : roundsToAlarm - 1
    }
    // A full head says that more is waiting.
    schedule(grown >= mostPerHead ? 0 : roundMs)
  }
  const schedule = (waitMs: number): void => {
    if (stopped) return
    timer = setTimeout(() => {
      running = round()
    }, waitMs)
  }
  return {
    start: () => schedule(0),
    stop: async () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await running
    },
  }
}

function tell(logger: Logger, error: unknown): void {
  if (isDatabaseAway(error)) logger.warn('log waits for the database')
  else logger.fault('alarm the log refuses to sign', error)
}
