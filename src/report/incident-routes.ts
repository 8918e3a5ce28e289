import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { incidentsOfAuthority, incidentsOfOwner } from '#incident/incident-store.ts'
import { stateOf, type Obligation } from '#obligation/obligation.ts'
import { obligationsOf } from '#obligation/obligation-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import { reportsOfIncident } from './report-store.ts'
import { standingTo } from './report-routes.ts'

/** What the incident routes work with. */
export type IncidentRouteParts = { readonly database: Database; readonly ownerTags: OwnerTags; readonly clock: Clock }

const pageQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), after: Type.Optional(Type.String({ maxLength: 400 })) },
  { additionalProperties: false },
)

/** Returns the routes about incidents: the operator's own, or the inbox of the own authority, next due first. */
export function incidentRoutes(parts: IncidentRouteParts): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/incidents',
      operation: 'listIncidents',
      summary: "The own operator's incidents, newest first, or the own authority's inbox, next due first",
      tag: 'incidents',
      permission: 'incident.read',
      query: pageQuery,
      answers: { 200: { description: 'A page of incidents with what is owed' } },
      handler: async ({ actor, query }) => {
        if (actor.kind !== 'person') throw notFound('incident')
        const page = { limit: query.limit ?? 50, after: query.after === undefined ? null : readCursor(query.after, ['instant', 'uuid']) }
        const queries = parts.database.kysely
        const { rows, next } =
          actor.organisationKind === 'operator'
            ? await incidentsOfOwner(queries, parts.ownerTags.tagOf(actor.organisationId), page)
            : await incidentsOfAuthority(queries, actor.organisationId, page)
        const obligations = Map.groupBy(
          await obligationsOf(
            queries,
            rows.map((one) => one.id),
          ),
          (one) => one.incidentId,
        )
        const now = parts.clock.now()
        return {
          body: { incidents: rows.map((one) => ({ ...one, obligations: shownObligations(obligations.get(one.id) ?? [], now) })), next },
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/incidents/{id}',
      operation: 'readIncident',
      summary: 'One incident with its reports and what is owed',
      tag: 'incidents',
      permission: 'incident.read',
      params: Type.Object({ id: uuidSchema }),
      answers: { 200: { description: 'The incident' }, 404: { description: 'No such incident, or not yours to see' } },
      handler: async ({ actor, params }) => {
        const { incident } = await standingTo({ actor, action: 'incident.read', incidentId: params.id, what: 'incident' }, parts)
        const reports = await reportsOfIncident(parts.database.kysely, incident.id)
        const obligations = await obligationsOf(parts.database.kysely, [incident.id])
        return { body: { ...incident, obligations: shownObligations(obligations, parts.clock.now()), reports } }
      },
    }),
  ]
}

function shownObligations(obligations: readonly Obligation[], now: Temporal.Instant): unknown {
  return obligations.map(({ law, stage, rulebookVersion, startsAt, dueAt, metAt, explanation }) => ({
    law,
    stage,
    rulebookVersion,
    startsAt,
    dueAt,
    metAt,
    explanation,
    state: stateOf({ dueAt, metAt }, now),
  }))
}
