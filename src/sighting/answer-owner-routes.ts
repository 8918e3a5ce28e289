import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { answeringOrganisations, nameOwner } from './answer-owner-store.ts'
import { allOwners } from './count-store.ts'

const common = { tag: 'sightings', permission: 'answer-owner.name' } as const

/** Returns the routes by which the registrar says which organisations have one owner and so count as one where answers are counted. */
export function answerOwnerRoutes({ database }: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      ...common,
      method: 'GET',
      path: '/api/v1/answer-owners',
      operation: 'listAnswerOwners',
      summary: 'All organisations, and which of them answer as another one',
      answers: { 200: { description: 'Organisations by name, and their owners' } },
      handler: async () => ({
        body: { organisations: await answeringOrganisations(database.kysely), owners: await allOwners(database.kysely) },
      }),
    }),
    route({
      ...common,
      method: 'PUT',
      path: '/api/v1/answer-owners/{id}',
      operation: 'nameAnswerOwner',
      summary: 'Let an organisation answer as its owner from now on, or as itself again',
      params: Type.Object({ id: uuidSchema }),
      body: Type.Object(
        { ownerId: Type.Union([uuidSchema, Type.Null()], { description: 'Null: it has no owner' }) },
        { additionalProperties: false },
      ),
      answers: {
        204: { description: 'It counts so from now on' },
        404: { description: 'One of them is no organisation' },
        409: { description: 'The owner belongs to it, or is it' },
      },
      handler: async ({ params, body }) => {
        const named = await database.kysely
          .transaction()
          .execute((tx) => nameOwner(tx, { organisationId: params.id, ownerId: body.ownerId }))
        if (named === 'absent') throw notFound('organisation')
        if (named === 'circle')
          throw new Problem(409, 'OWNER_CIRCLE', 'The owner belongs to this organisation, or is it: expected another one')
        return { status: 204 }
      },
    }),
  ]
}
