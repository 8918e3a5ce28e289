// The real server of warnings and TAXII, and the real worker of webhooks, over one database, each as a process of its own.
import { webhookChannel } from '#delivery/channels/webhook.ts'
import { createDeliverer } from '#delivery/deliver.ts'
import { openDatabase, type DatabaseAddress } from '#database/database.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { systemClock } from '#runtime/clock.ts'
import { repeat } from '#runtime/repeat.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { webhookFinder } from '#subscription/find-target.ts'
import { warningOccasion } from '#subscription/matching-store.ts'
import { createPublishedObjects } from '#taxii/published-objects.ts'
import { taxiiRoutes } from '#taxii/taxii-routes.ts'
import { createPublicationWatch } from '#warning/publication-watch.ts'
import { warningRenderer } from '#warning/warning-message.ts'
import { warningRoutes } from '#warning/warning-routes.ts'
import { createWarningStream } from '#warning/warning-stream.ts'
import { sampleVault } from '../test/support/sample-subscription.ts'
import { silentLogger, startTestServer } from '../test/support/test-server.ts'

/** How the process reaches its database, and what it is. */
export type WarnServerOrder = {
  readonly role: 'server' | 'worker'
  /** Hosts that a worker may send to. */
  readonly hooks?: readonly string[]
  readonly address: Omit<DatabaseAddress, 'password'> & { readonly password: string }
}

/** What the server is asked: its resident memory in bytes. */
export type WarnServerQuestion = 'memory'

// Poll intervals are settings of the worker and measured apart.
const pollMs = 5

process.once('message', (order: WarnServerOrder) => void (order.role === 'server' ? serve(order) : work(order)))

async function serve({ address }: WarnServerOrder): Promise<void> {
  const at = { ...address, password: new Secret(address.password) } as DatabaseAddress
  const database = openDatabase(at)
  const clock = systemClock()
  const authority = createAuthority({ database, clock })
  const objects = createPublishedObjects({ database })
  // All readers of this measurement are on one machine and few accounts; a real server has many.
  const stream = createWarningStream({
    database,
    logger: silentLogger,
    metrics: createMetrics(),
    mostReadersOfOne: 20_000,
  })
  const watch = createPublicationWatch({ address: at, logger: silentLogger, refresh: [() => stream.refresh(), () => objects.refresh()] })
  const routes = [
    ...warningRoutes({ database, clock, stream, recogniser: (headers) => authority.recogniser(headers) }),
    ...taxiiRoutes({ objects, origin: 'http://localhost', database }),
  ].map((route) => ({ ...route, perMinute: 1_000_000_000 }))
  const server = await startTestServer(routes, database)
  await watch.start()
  stream.start()
  process.on('message', (_question: WarnServerQuestion) => {
    globalThis.gc?.()
    process.send?.(process.memoryUsage.rss())
  })
  process.send?.(server.port)
}

async function work({ address, hooks }: WarnServerOrder): Promise<void> {
  const database = openDatabase({ ...address, password: new Secret(address.password) } as DatabaseAddress)
  const channel = webhookChannel({
    rules: { hosts: hooks ?? [], allowPrivate: true },
    targetOf: webhookFinder({ database, vault: sampleVault, now: () => Temporal.Now.instant() }),
    nowSeconds: () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000),
  })
  const deliverer = createDeliverer({
    database,
    channel,
    renderers: new Map([[warningOccasion, warningRenderer({ origin: 'http://localhost', vault: sampleVault })]]),
    logger: silentLogger,
    metrics: createMetrics(),
    monotonicMs: () => performance.now(),
    leaseMs: 15_000,
    lookMs: pollMs,
  })
  repeat(() => deliverer.round(), { pauseMs: pollMs, onFault: () => {} }).start()
  process.send?.('ready')
}
