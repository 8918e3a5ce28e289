import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { reportsOfAuthority } from './received-report-store.ts'

const pageQuery = Type.Object(
  {
    from: Type.Optional(instantSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    after: Type.Optional(Type.String({ maxLength: 400 })),
  },
  { additionalProperties: false },
)

/** Returns the route by which a program of an authority follows what the authority receives. */
export function receivedReportRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/received-reports',
      operation: 'listReceivedReports',
      summary:
        'The reports that the own authority received, first filed first, from an instant on; what was filed earlier may join the list later, since a case can be shared',
      tag: 'reports',
      permission: 'report.receive',
      query: pageQuery,
      answers: { 200: { description: 'A page of reports by id, without their content' } },
      handler: async ({ actor, query }) => {
        if (actor.kind !== 'person') return { body: { reports: [], next: null } }
        const page = { limit: query.limit ?? 200, after: query.after === undefined ? null : readCursor(query.after, ['instant', 'uuid']) }
        const from = query.from === undefined ? null : readInstant(query.from, '/query/from')
        const { rows, next } = await reportsOfAuthority(parts.database.kysely, actor.organisationId, { page, from })
        return { body: { reports: rows, next } }
      },
    }),
  ]
}
