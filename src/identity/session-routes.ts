import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Actor } from './actor.ts'
import { hashCredential, readCredential, sessionCookie } from './credential.ts'
import { deleteSession, deleteSessionsOfPerson, findPerson, sessionsOfPerson } from './identity-store.ts'
import { keyOfPerson } from './key-store.ts'
import { route, type ActorRoute } from './route.ts'
import { beginSession, sessionHours } from './sign-in.ts'
import { slotsOfKey } from './slot-store.ts'
import { personInBrowser } from './step-up.ts'
import { uuidSchema } from './uuid-schema.ts'

/** What the session routes work with. */
export type SessionParts = { readonly database: Database; readonly clock: Clock; readonly demo: boolean }

/** Returns the routes about who is signed in. */
export function sessionRoutes(parts: SessionParts): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/session',
      operation: 'readSession',
      summary: 'Who is signed in',
      tag: 'session',
      permission: 'session.use',
      answers: { 200: { description: 'The person and its organisation, or that nobody is signed in' } },
      handler: async ({ actor }) => ({ body: await describeSession(actor, parts) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/session',
      operation: 'endSession',
      summary: 'Signs out',
      tag: 'session',
      permission: 'session.use',
      answers: { 204: { description: 'Nobody is signed in any more' } },
      handler: async ({ headers }) => {
        const credential = readCredential(headers)
        if (credential.kind === 'session') await deleteSession(parts.database.kysely, hashCredential(credential.value))
        return { status: 204, headers: endedHeaders }
      },
    }),
    ...ownSessionRoutes(parts),
  ]
}

const endedHeaders = {
  'set-cookie': `${sessionCookie}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`,
  'clear-site-data': '"cache"',
}

/** Returns the header that gives a browser the cookie of its session. */
export function cookieHeader(value: string): Readonly<Record<string, string>> {
  return { 'set-cookie': `${sessionCookie}=${value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${sessionHours * 3600}` }
}

function ownSessionRoutes(parts: SessionParts): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/sessions',
      operation: 'listSessions',
      summary: 'The own sessions in all browsers, newest first',
      tag: 'session',
      permission: 'session.manage',
      answers: { 200: { description: 'When each began and ends, and which one asks' } },
      handler: async ({ actor }) => {
        const { personId, session } = personInBrowser(actor)
        const sessions = await sessionsOfPerson(parts.database.kysely, personId, parts.clock.now().toString())
        return { body: { sessions: sessions.map((one) => ({ ...one, current: one.id === session?.id })) } }
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/sessions',
      operation: 'endAllSessions',
      summary: 'Signs out in all browsers, this one too',
      tag: 'session',
      permission: 'session.manage',
      answers: { 204: { description: 'No session of the person is left; each is refused within two seconds' } },
      handler: async ({ actor }) => {
        await deleteSessionsOfPerson(parts.database.kysely, personInBrowser(actor).personId)
        return { status: 204, headers: endedHeaders }
      },
    }),
  ]
}

/** Returns the demonstration's route that signs in whoever the visitor chooses to be. */
export function demoSignInRoute(parts: SessionParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/session/demo',
    operation: 'signInAsPersona',
    summary: 'Signs in as a person of the fictional country; exists in the demonstration only',
    tag: 'demo',
    permission: 'public',
    body: Type.Object({ personId: uuidSchema }, { additionalProperties: false }),
    answers: { 204: { description: 'Signed in; the session is in the cookie' }, 404: { description: 'No such person' } },
    handler: async ({ body, headers }) => {
      const person = await findPerson(parts.database.kysely, body.personId)
      if (person === null) throw notFound('person')
      const old = readCredential(headers)
      const value = await beginSession(person.personId, old.kind === 'session' ? old.value : null, parts)
      return { status: 204, headers: cookieHeader(value) }
    },
  })
}

async function describeSession(actor: Actor, { database, demo }: SessionParts): Promise<unknown> {
  if (actor.kind === 'anonymous') return { signedIn: false, demo }
  const key = await keyOfPerson(database.kysely, actor.personId)
  const slots = key === null ? [] : await slotsOfKey(database.kysely, key.keyId)
  const unlocks = new Set(slots.filter(({ provenAt }) => provenAt !== null).map(({ kind }) => kind))
  return {
    signedIn: true,
    demo,
    person: { id: actor.personId, name: actor.personName, roles: actor.roles, unlocks: [...unlocks] },
    organisation: { id: actor.organisationId, kind: actor.organisationKind, name: actor.organisationName },
    clearance: actor.clearance,
  }
}
