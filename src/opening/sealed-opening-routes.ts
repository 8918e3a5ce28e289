import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { instantSchema, readInstant } from '#http/instant-schema.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { Clock } from '#runtime/clock.ts'
import { openingBodySchema } from './opening-schema.ts'
import { consentToSealedOpening, requestSealedOpening, type SealedOpeningParts } from './sealed-opening.ts'
import { countSealedOpenings, sealedOpeningsOf } from './sealed-opening-store.ts'

const { purpose, signature } = openingBodySchema.properties

/** Returns the routes of openings that are logged now and told to the operator at a set instant, as a lawful investigation may need. */
export function sealedOpeningRoutes(parts: SealedOpeningParts): readonly ActorRoute[] {
  return [requestRoute(parts), consentRoute(parts), listRoute(parts), countRoute(parts)]
}

function requestRoute(parts: SealedOpeningParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/reports/{id}/sealed-openings',
    operation: 'requestSealedOpening',
    summary: 'Asks for an opening that the operator is told of at a set instant; an administrator of the authority must consent',
    tag: 'openings',
    permission: 'opening.seal',
    params: Type.Object({ id: uuidSchema }),
    body: Type.Object(
      { id: uuidSchema, purpose, revealAt: instantSchema, requestedAt: instantSchema, signature },
      { additionalProperties: false },
    ),
    answers: {
      201: { description: 'Kept; it waits for consent' },
      403: { description: 'Not signed by the own key' },
      404: { description: 'No such report, or not yours to open' },
      422: { description: 'Withheld for longer than this installation allows' },
    },
    handler: async ({ actor, params, body }) => {
      if (actor.kind !== 'person') throw notFound('report')
      const [revealAt, requestedAt] = [readInstant(body.revealAt, '/body/revealAt'), readInstant(body.requestedAt, '/body/requestedAt')]
      const wish = { ...body, revealAt, requestedAt, reportId: params.id, personId: actor.personId }
      await requestSealedOpening(wish, parts)
      return { status: 201, body: { id: body.id } }
    },
  })
}

function consentRoute(parts: SealedOpeningParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/sealed-openings/{id}/consent',
    operation: 'consentToSealedOpening',
    summary: 'Consents, as an administrator of the authority, to an opening that the operator is told of later',
    tag: 'openings',
    permission: 'opening.approve-seal',
    params: Type.Object({ id: uuidSchema }),
    body: Type.Object({ signature }, { additionalProperties: false }),
    answers: {
      200: { description: 'Kept; the officer may open within a day' },
      403: { description: 'Not signed by the own key, or a wish of your own' },
      404: { description: 'No such wish in your authority' },
      409: { description: 'Consent was given before' },
    },
    handler: async ({ actor, params, body }) => {
      if (actor.kind !== 'person') throw notFound('wish')
      await consentToSealedOpening(params.id, { personId: actor.personId, signature: body.signature }, parts)
      return { body: { id: params.id } }
    },
  })
}

function listRoute({ database }: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/sealed-openings',
    operation: 'listSealedOpenings',
    summary: 'Wishes for sealed openings: the own ones of an officer, all of the authority for its administrator',
    tag: 'openings',
    permission: 'opening.list-sealed',
    answers: { 200: { description: 'The newest two hundred' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('wish')
      const personId = actor.roles.includes('authority-administrator') ? null : actor.personId
      return { body: { sealedOpenings: await sealedOpeningsOf(database.kysely, { authorityId: actor.organisationId, personId }) } }
    },
  })
}

function countRoute({ database, clock }: { readonly database: Database; readonly clock: Clock }): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/audit/sealed-openings',
    operation: 'countSealedOpenings',
    summary: 'How many sealed openings there were, and how many of them their operators are not told of yet',
    tag: 'openings',
    permission: 'log.audit',
    answers: { 200: { description: 'Two numbers, and nothing else of them' } },
    handler: async () => ({ body: await countSealedOpenings(database.kysely, clock.now().toString()) }),
  })
}
