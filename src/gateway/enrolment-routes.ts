import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { epochStatementSchema } from '#key-directory/epoch-statement.ts'
import type { Clock } from '#runtime/clock.ts'
import { enrolGateway } from './enrol-gateway.ts'

const strict = { additionalProperties: false } as const
const name = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,100}$' })

/** Returns the route by which an administrator of an authority enrols its gateway. */
export function enrolmentRoutes({ database, clock }: { readonly database: Database; readonly clock: Clock }): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/gateways',
      operation: 'enrolGateway',
      summary: 'Adds a gateway to who waits to be let into the own authority, and answers with its token, once',
      tag: 'members',
      permission: 'member.manage',
      body: Type.Object(
        {
          name: Type.Object({ ja: name, en: name }, strict),
          recipient: epochStatementSchema.properties.recipient,
          signing: epochStatementSchema.properties.signer,
        },
        strict,
      ),
      answers: {
        201: { description: 'It waits for two approvals of its fingerprint; the token is shown once' },
        422: { description: 'The keys are none that may be used' },
      },
      handler: async ({ actor, body }) => {
        if (actor.kind !== 'person') throw notFound('member')
        const how = { actor, now: clock.now() }
        return { status: 201, body: await database.kysely.transaction().execute((tx) => enrolGateway(tx, body, how)) }
      },
    }),
  ]
}
