import { healthRoutes } from '#http/health-routes.ts'
import { createServer } from '#http/server.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { metricsReaders, StartError } from './start-server.ts'

/** What a process without pages tells of its health with. */
export type HealthPortParts = {
  readonly config: Config
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
  readonly isReady: () => Promise<boolean>
}

/**
 * Answers `/livez`, `/readyz` and `/metrics` on NOROSHI_HEALTH_PORT where that is set, and nothing else.
 *
 * @throws {StartError} if the port cannot be used.
 */
export async function startHealth(parts: HealthPortParts): Promise<void> {
  const { config, shutdown } = parts
  if (config.healthPort === null) return
  const app = await createServer({
    ...parts,
    routes: healthRoutes<null>({ ...parts, mayReadMetrics: metricsReaders(config) }),
    permissions: new Set(['public']),
    authority: {
      nobody: null,
      authenticate: () => Promise.resolve({ actor: null, byCookie: false, caller: 'probe' }),
      mayTry: () => 'yes',
    },
    demo: false,
    https: false,
    proxies: [],
    isOpen: () => true,
  })
  try {
    await app.listen({ host: config.host, port: config.healthPort })
  } catch (cause) {
    throw new StartError(`Cannot start: NOROSHI_HEALTH_PORT ${config.healthPort} cannot be used; set another one`, { cause })
  }
  shutdown.onStop('health', () => app.close())
}
