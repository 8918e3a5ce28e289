import { randomBytes, randomUUID } from 'node:crypto'
import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Clock } from '#runtime/clock.ts'
import { hashCredential, tokenOf } from './credential.ts'
import { insertToken } from './identity-store.ts'
import { route, type ActorRoute } from './route.ts'
import { personInBrowser } from './step-up.ts'
import { alwaysGranted, grantable, type Grantable } from './api-token.ts'
import { revokeOwnToken, tokensOf } from './token-store.ts'
import { uuidSchema } from './uuid-schema.ts'

const mostTokens = 20
const longestDays = 400
const base = '/api/v1/tokens'

/** Returns the routes by which a reader of warnings makes, sees and ends API tokens for its own programs. */
export function tokenRoutes(parts: { readonly database: Database; readonly clock: Clock }): readonly ActorRoute[] {
  return [listRoute(parts), makeRoute(parts), revokeRoute(parts)]
}

type Parts = Parameters<typeof tokenRoutes>[0]

function listRoute({ database, clock }: Parts): ActorRoute {
  return route({
    method: 'GET',
    path: base,
    operation: 'listTokens',
    summary: 'The own API tokens that count now; what they are is shown once, when they are made',
    tag: 'session',
    permission: 'token.manage',
    answers: { 200: { description: 'The newest first' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('token')
      return { body: { tokens: await tokensOf(database.kysely, actor.personId, clock.now().toString()) } }
    },
  })
}

function makeRoute({ database, clock }: Parts): ActorRoute {
  return route({
    method: 'POST',
    path: base,
    operation: 'makeToken',
    summary: 'Make an API token that reads warnings, in a browser alone; it is in this answer and in no other',
    tag: 'session',
    permission: 'token.make',
    body: Type.Object(
      {
        label: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
        days: Type.Integer({ minimum: 1, maximum: longestDays }),
        grants: Type.Array(Type.Unsafe<Grantable>(Type.Enum([...grantable])), {
          maxItems: grantable.length,
          uniqueItems: true,
          description: 'What it may do beside reading warnings',
        }),
      },
      { additionalProperties: false },
    ),
    perMinute: 30,
    answers: { 201: { description: 'The token' }, 409: { description: 'There are too many' } },
    handler: async ({ actor, body }) => {
      const { personId } = personInBrowser(actor)
      const now = clock.now()
      if ((await tokensOf(database.kysely, personId, now.toString())).length >= mostTokens)
        throw new Problem(409, 'TOO_MANY_TOKENS', `A person has at most ${mostTokens} tokens: end one that is no longer used`)
      const token = tokenOf(randomBytes(32))
      const made = {
        id: randomUUID(),
        label: body.label.trim(),
        scopes: [...alwaysGranted, ...body.grants],
        createdAt: now.toString(),
        expiresAt: now.add({ hours: 24 * body.days }).toString(),
      }
      await insertToken(database.kysely, { ...made, personId, hash: hashCredential(token) })
      return { status: 201, body: { ...made, token } }
    },
  })
}

function revokeRoute({ database, clock }: Parts): ActorRoute {
  return route({
    method: 'DELETE',
    path: `${base}/{id}`,
    operation: 'endToken',
    summary: 'End an own API token at once',
    tag: 'session',
    permission: 'token.manage',
    params: Type.Object({ id: uuidSchema }),
    answers: { 204: { description: 'It no longer counts' }, 404: { description: 'No such token of the own ones' } },
    handler: async ({ actor, params }) => {
      if (actor.kind !== 'person') throw notFound('token')
      const { personId } = actor
      if (!(await revokeOwnToken(database.kysely, { id: params.id, personId }, clock.now().toString()))) throw notFound('token')
      return { status: 204 }
    },
  })
}
