// The real server with the TAXII routes and the real authentication over a database with published objects, as one process.
import { openDatabase } from '#database/database.ts'
import { Secret } from '#runtime/secret.ts'
import { createPublishedObjects } from '#taxii/published-objects.ts'
import { taxiiRoutes } from '#taxii/taxii-routes.ts'
import { startTestServer } from '../test/support/test-server.ts'

/** How the server reaches its database. */
export type TaxiiServerOrder = { readonly socketFolder: string; readonly user: string; readonly password: string; readonly name: string }

/** What the server says once it listens; memory is what is resident, in bytes. */
export type TaxiiServerReady = {
  readonly port: number
  readonly loadSeconds: number
  readonly memoryBefore: number
  readonly memoryAfter: number
}

process.once('message', (order: TaxiiServerOrder) => {
  void serve(order)
})

async function serve(order: TaxiiServerOrder): Promise<void> {
  const database = openDatabase({ ...order, password: new Secret(order.password) })
  const memoryBefore = process.memoryUsage.rss()
  const started = performance.now()
  const objects = createPublishedObjects({ database })
  await objects.refresh()
  const loadSeconds = (performance.now() - started) / 1000
  globalThis.gc?.()
  const memoryAfter = process.memoryUsage.rss()
  // All requests of this measurement come from one caller, so the limit for one caller is lifted; the limiter itself still runs.
  const routes = taxiiRoutes({ objects, origin: 'http://localhost' }).map((route) => ({ ...route, perMinute: 1_000_000_000 }))
  const server = await startTestServer(routes, database)
  process.send?.({ port: server.port, loadSeconds, memoryBefore, memoryAfter } satisfies TaxiiServerReady)
  process.on('message', (question: 'stop' | 'memory') => {
    if (question === 'memory') return void process.send?.(process.memoryUsage.rss())
    void server
      .stop()
      .then(() => database.close())
      .then(() => process.exit(0))
  })
}
