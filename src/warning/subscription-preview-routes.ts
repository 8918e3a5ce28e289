import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { clearances } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import type { Clock } from '#runtime/clock.ts'
import { productKey } from '#subscription/product-key.ts'
import { filterSchema } from '#subscription/subscription-schema.ts'
import { ownProducts } from '#subscription/subscription-store.ts'
import { matchesFilter } from '#subscription/subscription.ts'
import { warningFacts } from './deliver-warning.ts'
import { publishedSince } from './version-store.ts'
import { warningTitle } from './warning-text.ts'

const previewDays = 31
const mostJudged = 2_000
const mostShown = 50

/** Returns the route that says what a filter would have brought within the last month. */
export function subscriptionPreviewRoutes({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/subscriptions/preview',
      operation: 'previewSubscription',
      summary: 'What a filter would have brought within the last month',
      tag: 'subscriptions',
      permission: 'subscription.manage',
      body: Type.Object({ filter: filterSchema }, { additionalProperties: false }),
      perMinute: 60,
      answers: { 200: { description: 'How many of how many, and the newest of them' } },
      handler: async ({ actor, body: { filter } }) => {
        if (actor.kind !== 'person') throw notFound('preview')
        const { kysely } = database
        const levels = clearances.slice(0, clearances.indexOf(actor.clearance) + 1)
        const since = clock
          .now()
          .subtract({ hours: previewDays * 24 })
          .toString()
        const published = await publishedSince(kysely, { since, levels, limit: mostJudged })
        const own = await ownProducts(kysely, actor.organisationId)
        const ground = { clearance: actor.clearance, productKeys: filter.products.map(productKey), ownProductKeys: own.map(productKey) }
        const found = published.filter(({ content }) => matchesFilter(filter, warningFacts(content), ground))
        const shown = found
          .slice(0, mostShown)
          .map(({ id, tlp, content, publishedAt }) => ({ id, tlp, publishedAt, title: warningTitle(content) }))
        return { body: { days: previewDays, of: published.length, count: found.length, warnings: shown } }
      },
    }),
  ]
}
