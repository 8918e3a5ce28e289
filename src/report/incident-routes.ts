import Type from 'typebox'
import { listAuthorities } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { readCursor } from '#database/keyset-page.ts'
import { notFound } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import { incidentsOfAuthority, incidentsOfOwner } from '#incident/incident-store.ts'
import { lawsNaming } from '#obligation/laws-naming.ts'
import { adjustmentsOf, obligationsOf } from '#obligation/obligation-store.ts'
import { showObligations } from '#obligation/show-obligations.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import type { Clock } from '#runtime/clock.ts'
import { reportsOfIncident } from './report-store.ts'

/** What the incident routes work with. */
export type IncidentRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly clock: Clock
  readonly rulebooks: readonly Rulebook[]
}

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
        const incidentIds = rows.map((one) => one.id)
        const shown = await shownFor(parts, actor, incidentIds)
        return { body: { incidents: rows.map((one) => ({ ...one, obligations: shown(one.id) })), next } }
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
        const standing = await standingTo({ actor, action: 'incident.read', incidentId: params.id, what: 'incident' }, parts)
        const { incident } = standing
        const reports = await reportsOfIncident(parts.database.kysely, incident.id)
        const shown = await shownFor(parts, standing.actor, [incident.id])
        return { body: { ...incident, obligations: shown(incident.id), reports } }
      },
    }),
  ]
}

/**
 * Reads what is owed for these incidents, and returns what shows it for one of them; an authority sees its own acts and not those of others, and
 * what is owed under the laws that name it.
 */
async function shownFor({ database, clock, rulebooks }: IncidentRouteParts, actor: PersonActor, incidentIds: readonly string[]) {
  const [obligations, adjustments, authorities] = await Promise.all([
    obligationsOf(database.kysely, incidentIds),
    adjustmentsOf(database.kysely, incidentIds),
    listAuthorities(database.kysely),
  ])
  const authority = authorities.find(({ organisationId }) => organisationId === actor.organisationId)
  const laws = authority === undefined ? [] : lawsNaming(authority, rulebooks)
  const seen = obligations.filter(
    ({ party, law }) =>
      actor.organisationKind === 'operator' || party === actor.organisationId || (party === 'operator' && laws.includes(law)),
  )
  const byIncident = Map.groupBy(seen, (one) => one.incidentId)
  const parties = new Map(authorities.map((one) => [one.organisationId, one.name]))
  const now = clock.now()
  return (incidentId: string) => showObligations(byIncident.get(incidentId) ?? [], adjustments, { rulebooks, now, parties })
}
