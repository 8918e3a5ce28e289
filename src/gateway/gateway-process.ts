import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { healthRoutes } from '#http/health-routes.ts'
import { createServer } from '#http/server.ts'
import type { Clock } from '#runtime/clock.ts'
import { CommandError } from '#runtime/command.ts'
import { isLoopback } from '#runtime/config.ts'
import type { Logger } from '#runtime/logger.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import { createArchiveBox } from './archive-box.ts'
import { openArchive, type Archive } from './archive-store.ts'
import { followAuthority, type Following } from './follow-authority.ts'
import { createGatewayKeys } from './gateway-keys.ts'
import { gatewayRoutes } from './gateway-routes.ts'
import { insideActions, insideAuthority, type InsideActor } from './inside-access.ts'
import { readKeyFile } from './key-file.ts'
import { createSearchIndex } from './search-index-store.ts'
import { isAway, isRefusal, steadyClient } from './steady-client.ts'

/** How a gateway is run. */
export type GatewayOptions = {
  /** Folder of its key, its people and its archive; entered by its user alone. */
  readonly folder: string
  /** File that holds the secret which unlocks its key. */
  readonly secretFile: string
  readonly host: string
  readonly port: number
  /** The address that people inside use, where a proxy ends TLS; null on loopback. */
  readonly origin: string | null
  readonly opensAll: boolean
  readonly everySeconds: number
  /** Client of the platform, with the gateway's token. */
  readonly client: ServiceClient
  readonly clock: Clock
  readonly logger: Logger
}

/** A gateway that runs. */
export type RunningGateway = {
  readonly url: string
  readonly kept: number
  /** Follows the authority until `signal` ends it. @throws {CommandError} once the server refuses the gateway itself. */
  follow(signal: AbortSignal, onServer: (isHere: boolean) => void): Promise<void>
  stop(): Promise<void>
}

/**
 * Unlocks the keys, opens the archive and starts to answer people inside.
 *
 * @throws {GatewayError} as `readKeyFile` and `openArchive`; {@link CommandError} if the address may not be used.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const url = urlOf(options)
  const secrets = await readKeyFile(keyPath(options.folder), await readSecret(options.secretFile))
  const archive = openArchive(join(options.folder, 'archive'), createArchiveBox(secrets.archive))
  try {
    const client = steadyClient(options.client)
    const index = createSearchIndex()
    const keys = createGatewayKeys(secrets.personal, client)
    const attachmentFolder = join(options.folder, 'archive', 'attachments')
    const following = followAuthority({ ...options, client, archive, index, keys, attachmentFolder })
    const server = { isHere: true }
    const inside = { archive, index, following, attachmentFolder, clock: options.clock, isServerHere: () => server.isHere }
    const app = await listen(inside, options)
    return {
      url,
      kept: archive.idsAt(['kept']).length,
      follow: (signal, onServer) =>
        follow(following, {
          signal,
          everySeconds: options.everySeconds,
          onServer: (isHere) => {
            server.isHere = isHere
            onServer(isHere)
          },
        }),
      stop: async () => {
        await app.close()
        archive.close()
      },
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** Returns where the key of a gateway lies. */
export function keyPath(folder: string): string {
  return join(folder, 'gateway.key')
}

/**
 * Returns the secret in a file, without the white space around it.
 *
 * @throws {CommandError} `SECRET_MISSING` if there is none.
 */
export async function readSecret(path: string): Promise<Secret> {
  const text = await readFile(path, 'utf8').catch(() => '')
  if (text.trim() !== '') return new Secret(text.trim())
  throw new CommandError('usage', 'SECRET_MISSING', `Cannot read a secret from "${path}": name the file with --secret FILE`)
}

function urlOf({ host, port, origin }: GatewayOptions): string {
  if (origin !== null) return origin
  if (isLoopback(host)) return `http://localhost:${port}`
  const sentence = `Cannot listen on ${host} without TLS: put a proxy in front and name its address with --origin https://…`
  throw new CommandError('usage', 'ORIGIN_MISSING', sentence)
}

type Inside = Parameters<typeof gatewayRoutes>[0] & { readonly archive: Archive; readonly following: Following }

async function listen(inside: Inside, { folder, host, port, origin, clock, logger }: GatewayOptions) {
  const metrics = createMetrics()
  const health = healthRoutes<InsideActor>({
    isReady: () => Promise.resolve(true),
    metrics,
    mayReadMetrics: (address) => isLoopback(address.replace(/^::ffff:/, '')),
  })
  const app = await createServer({
    routes: [...health, ...gatewayRoutes(inside)],
    permissions: insideActions,
    authority: insideAuthority(folder),
    logger,
    metrics,
    clock,
    demo: false,
    https: origin?.startsWith('https:') ?? false,
    proxies: [],
    isOpen: () => true,
  })
  try {
    await app.listen({ host, port })
  } catch (cause) {
    throw new CommandError('failed', 'START_FAILED', `Cannot listen on ${host}:${port}: the port is taken, or is none of this machine`, {
      cause,
    })
  }
  return app
}

async function follow(
  following: Following,
  how: { readonly signal: AbortSignal; readonly everySeconds: number; readonly onServer: (isHere: boolean) => void },
): Promise<void> {
  let wasHere = true
  while (!how.signal.aborted) {
    const isHere = await roundOf(following)
    if (isHere !== wasHere) how.onServer(isHere)
    wasHere = isHere
    await pause(how.everySeconds * 1000, null, { signal: how.signal }).catch(() => null)
  }
}

/** Returns whether the server answered. */
async function roundOf(following: Following): Promise<boolean> {
  try {
    await following.round()
    return true
  } catch (error) {
    if (isAway(error)) return false
    if (!(error instanceof Error) || !isRefusal(error)) throw error
    const sentence = `The server refuses this gateway: its account, token or key was revoked, or its clock is wrong. ${error.message}`
    const isUnknown = error instanceof ServiceError && error.status === 401
    throw new CommandError(isUnknown ? 'authentication' : 'refused', 'GATEWAY_REFUSED', sentence, { cause: error })
  }
}
