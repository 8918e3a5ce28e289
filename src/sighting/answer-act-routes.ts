import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { pageOf, readCursor } from '#database/keyset-page.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import { cancelRecall } from './act-on-answers.ts'
import { isActedOn, latestActs } from './act-store.ts'

const pageQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), after: Type.Optional(Type.String({ maxLength: 400 })) },
  { additionalProperties: false },
)

/** Returns the routes by which officers see what answers brought about, and releasers cancel what is about to be taken back. */
export function answerActRoutes(parts: { readonly database: Database; readonly clock: Clock }): readonly ActorRoute[] {
  return [listRoute(parts.database), cancelRoute(parts)]
}

function listRoute(database: Database): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/sighting-acts',
    operation: 'listSightingActs',
    summary: 'Indicators that answers of recipients speak against, took back or confirmed, latest first',
    tag: 'sightings',
    permission: 'sighting.watch',
    query: pageQuery,
    answers: { 200: { description: 'A page of acts' } },
    handler: async ({ query }) => {
      const limit = query.limit ?? 50
      const [decidedAt, indicatorId] = query.after === undefined ? [] : readCursor(query.after, ['instant', 'uuid'])
      const before = decidedAt === undefined || indicatorId === undefined ? null : { decidedAt, indicatorId }
      const acts = await latestActs(database.kysely, { before, limit: limit + 1 })
      const { rows, next } = pageOf(acts, { limit, after: null }, (one) => [one.decidedAt, one.indicatorId])
      return { body: { acts: rows, next } }
    },
  })
}

function cancelRoute({ database, clock }: { readonly database: Database; readonly clock: Clock }): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/sighting-acts/{id}/cancel',
    operation: 'cancelSightingAct',
    summary: 'Cancels that an indicator is taken back: it stays, and answers take it back no more',
    tag: 'sightings',
    permission: 'sighting.cancel',
    params: Type.Object({ id: uuidSchema }),
    answers: {
      204: { description: 'Cancelled' },
      404: { description: 'No such indicator, or answers have not acted on it' },
      409: { description: 'It does not wait any more' },
    },
    handler: async ({ params }) => {
      if (await cancelRecall(database, params.id, clock.now())) return { status: 204 }
      if (!(await isActedOn(database.kysely, params.id))) throw notFound('indicator')
      throw new Problem(409, 'NOT_WAITING', 'The indicator does not wait any more: it was taken back, or somebody has cancelled it')
    },
  })
}
