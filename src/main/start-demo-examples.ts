import { parseRoot } from '#key-directory/directory-root.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import type { Ground } from './ground.ts'
import { installedRoot } from './installed-root.ts'
import { playDemoExamples } from './play-demo-examples.ts'

/** Starts what files the example reports of a demonstration that has just been loaded; it goes on while the demonstration is used already. */
export async function startDemoExamples(parts: {
  readonly config: Config
  readonly ground: Ground
  readonly clock: Clock
  readonly logger: Logger
  readonly shutdown: Shutdown
}): Promise<void> {
  const { config, ground, clock, logger, shutdown } = parts
  const root = await installedRoot(config, ground.folders)
  if (root === null) return
  const stopping = new AbortController()
  const client = createServiceClient(`http://localhost:${config.port}`, null)
  const played = playDemoExamples({ client, root: parseRoot(root), now: clock.now(), signal: stopping.signal }).catch((error: unknown) => {
    if (!stopping.signal.aborted) logger.fault('the examples of the demonstration could not be filed', error)
  })
  shutdown.onStop('demo-examples', async () => {
    stopping.abort()
    await played
  })
}
