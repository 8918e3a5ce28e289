import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { pageOf, readCursor } from '#database/keyset-page.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { heldItems } from './gate-item-store.ts'

const pageQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), after: Type.Optional(Type.String({ maxLength: 400 })) },
  { additionalProperties: false },
)

/** Returns the route that shows officers and releasers what the gate holds of the reports to their authority, with the reasons. */
export function gateRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/gate/held',
      operation: 'listHeld',
      summary: 'What the release gate holds of the reports to the own authority, with the reasons, latest first',
      tag: 'warnings',
      permission: 'gate.read',
      query: pageQuery,
      answers: { 200: { description: 'A page of held items' } },
      handler: async ({ actor, query }) => {
        if (actor.kind !== 'person') throw notFound('held item')
        const limit = query.limit ?? 50
        const [decidedAt, reportId] = query.after === undefined ? [] : readCursor(query.after, ['instant', 'uuid'])
        const before = decidedAt === undefined || reportId === undefined ? null : { decidedAt, reportId }
        const items = await heldItems(parts.database.kysely, { authorityId: actor.organisationId, before, limit: limit + 1 })
        const { rows, next } = pageOf(items, { limit, after: null }, (one) => [one.decidedAt, one.reportId])
        return {
          body: {
            held: rows.map(({ decidedAt: at, reasons, content, reportId: id }) => ({ reportId: id, decidedAt: at, reasons, content })),
            next,
          },
        }
      },
    }),
  ]
}
