import type { Database } from '#database/database.ts'
import { listPeople } from '#identity/identity-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import type { Secret } from '#runtime/secret.ts'
import { demoPassphrase, demoToken } from './load-demo.ts'

/** Returns the routes that exist in the demonstration alone: whom a visitor may sign in as, with everything needed to act as that person. */
export function demoRoutes(parts: { readonly database: Database; readonly secret: Secret }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/demo/personas',
      operation: 'listPersonas',
      summary: 'People of the fictional country to sign in as; exists in the demonstration only',
      tag: 'demo',
      permission: 'public',
      answers: { 200: { description: 'People with roles, organisation, token and the passphrase of their key' } },
      handler: async () => {
        const people = await listPeople(parts.database.kysely)
        return {
          body: {
            personas: people.map((one) => ({
              personId: one.personId,
              name: one.personName,
              roles: one.roles,
              organisation: { id: one.organisationId, kind: one.organisationKind, name: one.organisationName },
              clearance: one.clearance,
              token: demoToken(parts.secret, one.personId),
              passphrase: demoPassphrase(parts.secret, one.personId),
            })),
          },
        }
      },
    }),
  ]
}
