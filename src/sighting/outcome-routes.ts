import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { clearances } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { warningActs } from '#warning/warning.ts'
import { readOutcome } from './read-outcome.ts'
import { shownCountsSchema } from './shown-counts-schema.ts'

const instant = Type.String({ format: 'date-time' })
const organisations = Type.Union([Type.Integer({ minimum: 3 }), Type.Null()], { description: 'Organisations; null: fewer than three' })

/** Returns the route that shows an operator what its reports achieved; the authorities of the case see it, too. */
export function outcomeRoutes(parts: { readonly database: Database; readonly ownerTags: OwnerTags }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/incidents/{id}/outcome',
      operation: 'readOutcome',
      summary: 'What the reports of an incident achieved: the warnings that came of it, whom they reached, and what recipients answered',
      tag: 'sightings',
      permission: 'incident.read',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        200: {
          description: 'Numbers below three are not shown; answers are counted once a day and shown in steps',
          schema: Type.Object({
            countedAt: Type.Union([instant, Type.Null()]),
            warnings: Type.Array(
              Type.Object({
                warningId: uuidSchema,
                act: Type.Enum([...warningActs]),
                tlp: Type.Enum([...clearances]),
                publishedAt: instant,
                changedAt: instant,
                indicators: Type.Integer({ description: 'Indicators that count now' }),
                confirmed: Type.Integer({ description: 'Those among them that are confirmed' }),
                takenBack: Type.Integer(),
                readers: organisations,
                warned: organisations,
                answers: shownCountsSchema,
              }),
            ),
          }),
        },
        404: { description: 'No such incident, or not yours to see' },
      },
      handler: async ({ actor, params }) => {
        const { incident } = await standingTo({ actor, action: 'incident.read', incidentId: params.id, what: 'incident' }, parts)
        return { body: await readOutcome(parts.database.kysely, incident.id) }
      },
    }),
  ]
}
