import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import type { Database } from '#database/database.ts'
import { createServer } from '#http/server.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { actions } from '#identity/can.ts'
import type { ActorRoute } from '#identity/route.ts'
import { systemClock, type Clock } from '#runtime/clock.ts'
import { createLogger } from '#runtime/logger.ts'
import { createMetrics } from '#runtime/metrics.ts'

/** A server on a port of its own. */
export type TestServer = { readonly url: string; readonly port: number; stop(): Promise<void> }

/** A logger that says nothing. */
export const silentLogger = createLogger(new Writable({ write: (_chunk, _encoding, done) => done() }))

/** Starts a real server with these routes and the real authentication on a free port of the loopback address. */
export async function startTestServer(
  routes: readonly ActorRoute[],
  database: Database,
  clock: Clock = systemClock(),
): Promise<TestServer> {
  const app = await createServer({
    routes,
    permissions: actions,
    authority: createAuthority({ database, clock }),
    logger: silentLogger,
    metrics: createMetrics(),
    clock,
    demo: false,
    https: false,
    proxies: [],
    isOpen: () => true,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, stop: () => app.close() }
}
