import { isDatabaseAway } from '#database/database-error.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { repeat, type Repeated } from '#runtime/repeat.ts'
import { LogStateError } from './log-state-error.ts'
import { writeCondition } from './log-state-store.ts'
import { coversDue, stretchOf, untilNextHeadMs } from './public-growth.ts'
import { mostPerHead, sequenceEntries, type Round, type SequencingParts } from './sequence-entries.ts'
import { hasUnplaced } from './tree-store.ts'

/** Signs a head over new entries every 250 ms until it is stopped. */
export type Sequencer = Repeated

/** What a sequencer is made from. */
export type SequencerParts = SequencingParts & {
  readonly logger: Logger
  readonly metrics: Metrics
  /** Throws a {@link LogStateError} while log and witnesses do not agree. */
  readonly refuseDisagreement: () => void
}

const roundMs = 250
// Also without new entries the state is looked at this often, so that a database that was put back raises its alarm; and an alarm is told again this often.
const roundsPerMinute = 240

/** Returns the sequencer of this process; a state in which it must not sign is an alarm in log and metrics, and it looks again at every round. */
export function createSequencer(parts: SequencerParts): Sequencer {
  const { metrics, clock, growth } = parts
  let roundsToCheck = 0
  let roundsToAlarm = 0
  let placesLeft = 0
  let stretch: number | null = null
  const teller = conditionTeller(parts)
  const sequence = async (): Promise<number> => {
    parts.refuseDisagreement()
    const now = clock.now()
    const covers = coversDue(placesLeft, roundMs, untilNextHeadMs(now, growth))
    const isDue = covers > 0 || roundsToCheck === 0 || stretch !== stretchOf(now, growth)
    if (!isDue && !(await hasUnplaced(parts.database.kysely))) return 0
    const round = await sequenceEntries(parts, covers)
    placesLeft = round.placesLeft
    // A head that is due and not reached yet is gone on with at once.
    stretch = round.grown >= mostPerHead ? null : stretchOf(now, growth)
    await teller.tell(round, null)
    return round.grown
  }
  const round = async (): Promise<'more' | undefined> => {
    let grown = 0
    try {
      grown = await sequence()
      metrics.logRefusing.set(0)
      roundsToCheck = roundsToCheck === 0 ? roundsPerMinute : roundsToCheck - 1
      roundsToAlarm = 0
    } catch (error) {
      roundsToCheck = 0
      metrics.logRefusing.set(1)
      if (roundsToAlarm === 0) await alarm(parts.logger, teller, error)
      roundsToAlarm = roundsToAlarm === 0 ? roundsPerMinute : roundsToAlarm - 1
    }
    // A full head says that more is waiting.
    return grown >= mostPerHead ? 'more' : undefined
  }
  return repeat(round, { pauseMs: roundMs, onFault: (error) => parts.logger.fault('the sequencer failed', error) })
}

type ConditionTeller = { tell(round: Round | null, refusal: string | null): Promise<void> }

/** Returns what tells other processes, the metrics and the log how the log is, whenever that changes and at each public head. */
function conditionTeller({ database, clock, growth, metrics, logger }: SequencerParts): ConditionTeller {
  let overload = 1
  let told: string | null | undefined
  return {
    tell: async (round, refusal) => {
      const head = round?.head ?? null
      if (head === null && told === refusal) return
      if (head !== null) {
        if (head.overload > 1 && overload === 1) logger.warn('log overload - the public tree grows faster', { count: head.overload })
        if (head.overload === 1 && overload > 1) logger.info('log overload is over')
        overload = head.overload
        metrics.logOverload.set(overload)
      }
      await writeCondition(database.kysely, { ...growth, overload, refusal, toldAt: clock.now().toString() })
      told = refusal
    },
  }
}

async function alarm(logger: Logger, teller: ConditionTeller, error: unknown): Promise<void> {
  if (isDatabaseAway(error)) {
    logger.warn('log waits for the database')
    return
  }
  logger.fault('alarm the log refuses to sign', error)
  // Where the database went away just now, the output has told it.
  await teller.tell(null, error instanceof LogStateError ? error.code : 'LOG_FAULT').catch(() => {})
}
