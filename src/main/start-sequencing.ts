import { LogStateError } from '#receipt/log-state-error.ts'
import { keepWitnesses } from '#receipt/log-state-store.ts'
import { openLog, type OpenLog } from '#receipt/open-log.ts'
import { firstOffer } from '#receipt/sequence-entries.ts'
import { createSequencer } from '#receipt/sequencer.ts'
import { writeIdentity } from '#receipt/shard-store.ts'
import { createWitnessing, type Witnessing } from '#receipt/witness-heads.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { configuredWitnesses, demoWitnesses, publishedLines, type ChosenWitnesses } from './choose-witnesses.ts'
import type { Ground } from './ground.ts'
import { StartError } from './start-server.ts'

/** What sequencing works with. */
export type SequencingProcess = {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
}

const witnessingPauseMs = 500
const roundsPerMinute = 120

/**
 * Starts the sequencer of this process, which alone holds the key of the log, says who the log is, and shows its heads to the witnesses.
 *
 * @throws {StartError} if the log's key is not the one that it had; SettingError if the witnesses cannot be used.
 */
export async function startSequencing(parts: SequencingProcess): Promise<void> {
  const { clock, config, metrics, shutdown } = parts
  const { database, folders } = parts.ground
  const { signer, shards } = await openOwnLog(parts)
  const shard = shards.at(-1)?.number ?? 1
  const witnesses = await chooseWitnesses(parts, shards)
  const logs = shards.map(({ verifierKey, url }) => `log ${verifierKey} ${url}\n`).join('')
  await writeIdentity(database.kysely, { origin: signer.key.name, policy: logs + publishedLines(witnesses.lines) })
  const policy = parsePolicy(logs + witnesses.lines)
  await keepWitnesses(
    database.kysely,
    shard,
    policy.witnesses.map(({ name }) => name),
  )
  const common = { database, clock, folder: folders.log, shard, growth: config.logGrowth }
  const onAnswer = (witness: string, outcome: string): void => metrics.witnessAnswers.inc({ witness, outcome })
  const witnessing = createWitnessing({ ...common, policy, ask: witnesses.ask, onAnswer })
  const sequencer = createSequencer({ ...parts, ...common, signer, refuseDisagreement: () => witnessing.refuseDisagreement() })
  shutdown.onStop('sequencer', () => sequencer.stop())
  await firstOffer({ ...common, signer })
  await startWitnessing(parts, witnessing)
  sequencer.start()
}

async function openOwnLog({ config, clock, ground }: SequencingProcess): Promise<OpenLog> {
  try {
    return await openLog(ground.database.kysely, {
      folder: ground.folders.log,
      url: `${config.publicOrigin}/log`,
      now: clock.now().toString(),
    })
  } catch (error) {
    if (error instanceof LogStateError) throw new StartError(error.message, { cause: error })
    throw error
  }
}

async function chooseWitnesses({ config, ground, clock }: SequencingProcess, shards: OpenLog['shards']): Promise<ChosenWitnesses> {
  if (config.logWitnesses !== null || !config.demo) return configuredWitnesses(config.logWitnesses)
  const keys = shards.map(({ verifierKey }) => verifierKey)
  return await demoWitnesses(ground.folders.private, keys, { clock, host: new URL(config.publicOrigin).host })
}

/** Asks the witnesses once before anything is signed, then again and again. */
async function startWitnessing({ metrics, logger, shutdown }: SequencingProcess, witnessing: Witnessing): Promise<void> {
  let roundsToAlarm = 0
  const watchStall = (): void => {
    try {
      metrics.logWitnessedAgeSeconds.set(witnessing.refuseStall() ?? 0)
      metrics.logStalled.set(0)
      roundsToAlarm = 0
    } catch (error) {
      metrics.logStalled.set(1)
      if (roundsToAlarm === 0) logger.fault('alarm no quorum of witnesses cosigns', error)
      roundsToAlarm = roundsToAlarm === 0 ? roundsPerMinute : roundsToAlarm - 1
    }
  }
  const onFault = (error: unknown): void => logger.fault('witnessing failed', error)
  const round = async (): Promise<void> => {
    try {
      await witnessing.round()
    } finally {
      watchStall()
    }
  }
  await round().catch(onFault)
  const witnessed = repeat(round, { pauseMs: witnessingPauseMs, onFault })
  shutdown.onStop('witnessing', () => witnessed.stop())
  witnessed.start()
}
