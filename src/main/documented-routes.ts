import { openDatabase } from '#database/database.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import { createAuthority } from '#identity/authenticate.ts'
import type { ActorRoute } from '#identity/route.ts'
import { calendarUids } from '#obligation/calendar-uid.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { usualLimits } from '#opening/opening-limits.ts'
import { filingVault } from '#report/filing-vault.ts'
import { systemClock } from '#runtime/clock.ts'
import { createLogger } from '#runtime/logger.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { sightingKeys } from '#sighting/sighting-keys.ts'
import { addressVault } from '#subscription/address-vault.ts'
import { createPublishedObjects } from '#taxii/published-objects.ts'
import { createWarningStream } from '#warning/warning-stream.ts'
import { serverRoutes } from './server-routes.ts'

const config = {
  demo: true as const,
  epochGraceDays: 400,
  filingsPerMinute: 600,
  attachmentMebibytesPerDay: 1,
  publicOrigin: 'http://localhost:8080',
  knownGood: null,
  doNotName: [],
}

/** Returns every route of the server, those of the demonstration too, to be described; none of them can be served: nothing is behind them. */
export function documentedRoutes(): readonly ActorRoute[] {
  const nothing = new Secret('nothing is behind these routes')
  const database = openDatabase({ url: new Secret('postgresql://nobody@localhost:1/none') }, 1)
  const clock = systemClock()
  const metrics = createMetrics()
  return serverRoutes({
    config,
    database,
    clock,
    metrics,
    authority: createAuthority({ database, clock }),
    objects: createPublishedObjects({ database }),
    stream: createWarningStream({ database, metrics, logger: createLogger() }),
    ownerTags: ownerTags(nothing),
    sightingKeys: sightingKeys(nothing),
    vault: filingVault(nothing),
    traitKeys: traitKeys(nothing),
    subscribing: { vault: addressVault(nothing), rules: { hosts: [], allowPrivate: false }, sendsMail: true },
    calendarUids: calendarUids(nothing),
    openingLimits: usualLimits,
    logService: { open: () => Promise.reject(new TypeError('Described, not served')) },
    intakeKey: { keyId: '', recipient: '', identities: [] },
    isReady: () => Promise.resolve(false),
    mayReadMetrics: () => false,
    directoryRoot: null,
    demoSecret: nothing,
  })
}
