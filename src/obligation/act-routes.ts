import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { findIncident } from '#incident/incident-store.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import type { ObligationStage } from './obligation.ts'
import { obligationsOf, writeObligations } from './obligation-store.ts'

/** What the routes about an authority's own acts work with. */
export type ActRouteParts = { readonly database: Database; readonly ownerTags: OwnerTags; readonly clock: Clock }

const actSchema = Type.Object(
  { law: Type.String({ minLength: 1, maxLength: 100 }), stage: Type.String({ minLength: 1, maxLength: 50 }) },
  { additionalProperties: false },
)

/** Returns the route by which an officer says that the own authority has done what it owes: acknowledged, answered, forwarded. */
export function actRoutes(parts: ActRouteParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/incidents/{id}/acts',
      operation: 'recordAct',
      summary: 'Records an act that the own authority owes for a report: acknowledgement, response or forwarding; the operator sees it',
      tag: 'obligations',
      permission: 'obligation.act',
      params: Type.Object({ id: uuidSchema }),
      body: actSchema,
      answers: {
        200: { description: 'Recorded; the same act again keeps its first instant' },
        404: { description: 'No such incident, or the own authority owes no such act' },
      },
      handler: async ({ actor, params, body }) => {
        const standing = await standingTo({ actor, action: 'obligation.act', incidentId: params.id, what: 'incident' }, parts)
        const act = { ...body, incidentId: params.id, party: standing.actor.organisationId, at: parts.clock.now().toString() }
        return { body: { ...body, metAt: await recordAct(parts.database, act) } }
      },
    }),
  ]
}

type Act = { readonly incidentId: string; readonly law: string; readonly stage: string; readonly party: string; readonly at: string }

/** Returns when the act was first done. */
function recordAct(database: Database, { incidentId, law, stage, party, at }: Act): Promise<string> {
  return database.kysely.transaction().execute(async (tx) => {
    await findIncident(tx, incidentId, true)
    const obligations = await obligationsOf(tx, [incidentId])
    const obligation = obligations.find((one) => one.law === law && one.party === party)
    const owed = obligation?.stages.findLast((one) => one.stage === stage)
    if (obligation === undefined || owed === undefined) {
      throw new Problem(404, 'ACT_NOT_OWED', `Your authority owes no act "${stage}" under "${law}" for this incident`)
    }
    if (owed.metAt !== null) return owed.metAt
    const done: ObligationStage = { ...owed, metAt: at, metBy: 'act' }
    await writeObligations(tx, [{ ...obligation, stages: [done] }])
    return at
  })
}
