import { ownerTags } from '#operator/owner-tag.ts'
import type { Config } from '#runtime/config.ts'
import { keptSecret } from '#runtime/kept-secret.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import { repeat } from '#runtime/repeat.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { lookAtGate } from '#warning/gate-alarm.ts'
import type { Ground } from './ground.ts'

const pauseMs = 5000
const heldSeconds = 30 * 60
const leastStalledSeconds = 5 * 60
const stalledTicks = 5

/** Starts to look after the gate from outside of it: whether it takes what waits, and whether somebody looks at what it holds. */
export async function startWatchingGate(parts: {
  readonly config: Config
  readonly ground: Ground
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
}): Promise<void> {
  const { config, ground, logger, metrics, shutdown } = parts
  const looking = {
    database: ground.database,
    ownerTags: ownerTags(await keptSecret(ground.folders.private, 'owner-key')),
    mailDomain: config.smtpUrl === null ? null : (config.mailFrom?.split('@')[1] ?? null),
    heldSeconds,
    stalledSeconds: Math.max(leastStalledSeconds, stalledTicks * config.tickSeconds),
  }
  let wasStalled = false
  const look = async (): Promise<void> => {
    const { oldestSeconds, held, alarmed, isStalled } = await lookAtGate(looking)
    metrics.gateOldestSeconds.set(oldestSeconds)
    metrics.gateStalled.set(isStalled ? 1 : 0)
    metrics.gateHeld.set(held)
    metrics.gateHeldAlarms.inc(alarmed)
    if (alarmed > 0) logger.warn('alarm held parts wait for a releaser', { count: alarmed })
    if (isStalled && !wasStalled) logger.warn('alarm the release gate takes nothing - no warning goes out', { code: 'GATE_STALLED' })
    if (!isStalled && wasStalled) logger.info('the release gate takes reports again')
    wasStalled = isStalled
  }
  const repeated = repeat(look, { pauseMs, onFault: (error) => logger.fault('looking after the release gate failed', error) })
  shutdown.onStop('gate-watch', () => repeated.stop())
  repeated.start()
}
