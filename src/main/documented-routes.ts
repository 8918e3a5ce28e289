import { openDatabase } from '#database/database.ts'
import type { ActorRoute } from '#identity/route.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { systemClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { serverRoutes } from './server-routes.ts'

/** Returns every route of the server, those of the demonstration too, to be described; none of them can be served: nothing is behind them. */
export function documentedRoutes(): readonly ActorRoute[] {
  const nothing = new Secret('nothing is behind these routes')
  return serverRoutes({
    config: { demo: true, filingsPerMinute: 600, publicOrigin: 'http://localhost:8080' },
    database: openDatabase({ url: new Secret('postgresql://nobody@localhost:1/none') }, 1),
    clock: systemClock(),
    metrics: createMetrics(),
    ownerTags: ownerTags(nothing),
    logService: { open: () => Promise.reject(new TypeError('Described, not served')) },
    isReady: () => Promise.resolve(false),
    mayReadMetrics: () => false,
    demoSecret: nothing,
  })
}
