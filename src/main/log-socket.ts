import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from '#http/server.ts'
import { logServiceRoutes } from '#opening/log-service-routes.ts'
import type { LogService } from '#opening/open-report.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { StartError } from './start-server.ts'

/** What the log service's own process listens with. */
export type LogSocketParts = {
  readonly folder: string
  readonly logService: LogService
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: Clock
  readonly shutdown: Shutdown
}

/**
 * Starts the log service on the Unix socket `log.sock` in its folder, which its own user alone can enter.
 *
 * @throws {StartError} if another log service listens there.
 */
export async function startLogSocket(parts: LogSocketParts): Promise<void> {
  const path = join(parts.folder, 'log.sock')
  if (await isListening(path)) throw new StartError(`Cannot start: another log service listens on ${path}`)
  await rm(path, { force: true })
  const app = await createServer({
    ...parts,
    routes: logServiceRoutes<null>(parts.logService),
    permissions: new Set(['public']),
    authority: {
      nobody: null,
      authenticate: () => Promise.resolve({ actor: null, byCookie: false, caller: 'server' }),
      mayTry: () => 'yes',
    },
    demo: false,
    https: false,
    proxies: [],
    isOpen: () => true,
  })
  await app.listen({ path })
  parts.shutdown.onStop('log-socket', () => app.close())
}

function isListening(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(path)
  socket.once('connect', () => {
    socket.destroy()
    resolve(true)
  })
  socket.once('error', () => resolve(false))
  return promise
}
