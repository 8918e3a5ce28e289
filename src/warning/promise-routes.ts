import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { promiseBuckets } from '#runtime/metrics.ts'
import { fewestTold, promiseByDay } from './promise-store.ts'
import { findReach, resendNewest } from './reach-store.ts'

const toldDays = 30

/** Returns the routes that say how fast warnings are, to everybody, and whom one of them has reached, to officers and releasers. */
export function promiseRoutes({ database }: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/promise',
      operation: 'readPromise',
      summary: 'How long it took from filing to release, to delivery and to pick-up, by day and channel',
      tag: 'warnings',
      permission: 'public',
      perMinute: 60,
      answers: {
        200: { description: `Full days (UTC) of the last ${toldDays} with at least ${fewestTold} each; times rounded up to a span` },
      },
      handler: async () => {
        const rows = await promiseByDay(database.kysely, toldDays)
        const days = rows.map(({ day, step, channel, count, halfSeconds, mostSeconds }) => ({
          day,
          step,
          channel,
          // To the ten below, so that no single one shows.
          atLeast: Math.floor(count / fewestTold) * fewestTold,
          halfWithinSeconds: spanOf(halfSeconds),
          mostWithinSeconds: spanOf(mostSeconds),
        }))
        return { headers: { 'cache-control': 'public, max-age=600' }, body: { days } }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/warnings/{id}/reach',
      operation: 'readReach',
      summary: 'Whom the newest version of a warning, such as its recall, has reached and whom not',
      tag: 'warnings',
      permission: 'warning.reach',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        200: { description: 'Counts by channel and, for releasers, the names of those that let theirs be shown' },
        404: { description: 'Not published' },
      },
      handler: async ({ params, actor }) => {
        const reach = await findReach(database.kysely, params.id)
        if (reach === null) throw notFound('warning')
        const seesNames = actor.kind === 'person' && actor.roles.includes('releaser')
        return { body: seesNames ? reach : { ...reach, names: [] } }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/warnings/{id}/reach/resend',
      operation: 'resendWarning',
      summary: 'Try every webhook and mail again, now, that the newest version of a warning has not reached',
      tag: 'warnings',
      permission: 'warning.resend',
      params: Type.Object({ id: uuidSchema }),
      perMinute: 6,
      answers: { 200: { description: 'How many are tried again' } },
      handler: async ({ params }) => ({ body: { count: await resendNewest(database.kysely, params.id) } }),
    }),
  ]
}

/** Returns the upper end of the span that `seconds` lies in; null beyond the last. */
function spanOf(seconds: number): number | null {
  return promiseBuckets.find((end) => seconds <= end) ?? null
}
