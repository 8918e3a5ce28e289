import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { copiesOfPerson, newestKeyOfPerson, signerOfKey } from './key-store.ts'
import { route, type ActorRoute } from './route.ts'
import { slotsOfKey } from './slot-store.ts'
import { uuidSchema } from './uuid-schema.ts'

/** Returns the routes that read personal keys. */
export function keyRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [ownKeysRoute(parts), signerRoute(parts)]
}

function ownKeysRoute(parts: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/keys/mine',
    operation: 'readOwnKeys',
    summary: 'The own keys: public halves, and private halves wrapped so that the own client alone can unwrap them',
    tag: 'keys',
    permission: 'key.read',
    answers: { 200: { description: 'The keys and their slots' }, 404: { description: 'No key was enrolled' } },
    handler: async ({ actor }) => {
      const queries = parts.database.kysely
      const key = actor.kind === 'person' ? await newestKeyOfPerson(queries, actor.personId) : null
      if (key === null) throw notFound('key')
      const { keyId, recipient, signing, usableAt } = key
      const [slots, organisation] = await Promise.all([slotsOfKey(queries, keyId), copiesOfPerson(queries, keyId)])
      return { body: { person: { keyId, recipient, signing, usable: usableAt !== null, slots }, organisation } }
    },
  })
}

function signerRoute(parts: { readonly database: Database }): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/keys/{keyId}',
    operation: 'readSignerKey',
    summary: 'The public signing key of a person who filed, and its organisation; for authorities that check a signature',
    tag: 'keys',
    permission: 'key.read',
    params: Type.Object({ keyId: uuidSchema }),
    answers: { 200: { description: 'The key' }, 404: { description: 'No such key, or not yours to see' } },
    handler: async ({ actor, params }) => {
      const signer = await signerOfKey(parts.database.kysely, params.keyId)
      // Whose key it is names an organisation, so only its members and authorities may learn it.
      const visible =
        signer !== null &&
        actor.kind === 'person' &&
        (actor.organisationId === signer.organisationId || actor.organisationKind === 'authority')
      if (!visible) throw notFound('key')
      return {
        body: { keyId: signer.keyId, signing: signer.signing, organisation: { id: signer.organisationId, kind: signer.organisationKind } },
      }
    },
  })
}
