import { timingSafeEqual } from 'node:crypto'
import { createServer as createHttpServer, type Authority } from '#http/server.ts'
import { pagePolicy } from '#http/security-headers.ts'
import { serveStaticFiles } from '#http/static-files.ts'
import type { Actor } from '#identity/actor.ts'
import { actions } from '#identity/can.ts'
import type { Clock } from '#runtime/clock.ts'
import { isLoopback, type Config } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { Shutdown } from '#runtime/shutdown.ts'
import { hashCredential } from '#identity/credential.ts'
import type { ActorRoute } from '#identity/route.ts'

/** What the HTTP server needs besides its routes. */
export type ServerParts = {
  readonly config: Config
  readonly authority: Authority<Actor>
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly shutdown: Shutdown
  readonly isOpen: () => boolean
  readonly routes: readonly ActorRoute[]
  /** The folder of the built pages; null serves none. */
  readonly pages: string | null
  /** Text of the directory's root, built into the pages; null where none is installed. */
  readonly directoryRoot: string | null
}

/** A start that cannot go on; the message is one sentence for people. */
export class StartError extends Error {}

/**
 * Starts listening.
 *
 * @throws {StartError} if the port is taken or may not be used.
 */
export async function startServer(parts: ServerParts): Promise<void> {
  const { config } = parts
  const app = await createHttpServer({
    routes: parts.routes,
    permissions: actions,
    authority: parts.authority,
    logger: parts.logger,
    metrics: parts.metrics,
    clock: parts.clock,
    demo: config.demo,
    https: config.publicOrigin.startsWith('https:'),
    proxies: config.proxies,
    isOpen: parts.isOpen,
  })
  if (parts.pages !== null) {
    const metas = { 'noroshi-directory-root': parts.directoryRoot?.trimEnd().replace('\n', ' ') ?? '' }
    await serveStaticFiles(app, { folder: parts.pages, policy: pagePolicy, origin: config.publicOrigin, metas })
  }
  try {
    await app.listen({ host: config.host, port: config.port, backlog: 4096 })
  } catch (cause) {
    throw new StartError(describeListenFailure(cause, config), { cause })
  }
  parts.shutdown.onStop('http', () => app.close())
}

/** Returns who may read the counters: callers on this machine where no token is set, and the bearer of the token otherwise. */
export function metricsReaders(config: Config): (address: string, authorization: string | undefined) => boolean {
  const token = config.metricsToken
  return (address, authorization) => {
    if (token === null) return isLoopback(address.replace(/^::ffff:/, ''))
    // Hashes have one length, and comparing them takes the same time wherever they differ.
    return timingSafeEqual(hashCredential(authorization ?? ''), hashCredential(`Bearer ${token.reveal()}`))
  }
}

function describeListenFailure(cause: unknown, config: Config): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === 'EADDRINUSE')
    return `Cannot start: port ${config.port} on ${config.host} is taken; stop what uses it, or set NOROSHI_PORT to another port`
  if (code === 'EACCES') return `Cannot start: port ${config.port} may not be used by this user; set NOROSHI_PORT to a port above 1023`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `Cannot start: NOROSHI_HOST is "${config.host}", which is no address of this machine`
  return `Cannot start: the server cannot listen on ${config.host}:${config.port}`
}
