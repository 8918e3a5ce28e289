import { listAuthorities } from '#authority/authority-store.ts'
import type { Database } from '#database/database.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { phonesOf } from './phone-store.ts'

/** Returns the route that tells on which numbers authorities take reports. */
export function phoneRoutes(parts: { readonly database: Database }): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/authorities/phones',
      operation: 'listAuthorityPhones',
      summary: 'The telephone numbers of the authorities, on which reports are taken when nothing else works',
      tag: 'kits',
      permission: 'directory.read',
      answers: { 200: { description: 'Authorities with their numbers' } },
      handler: async () => {
        const authorities = await listAuthorities(parts.database.kysely)
        const phones = await phonesOf(
          parts.database.kysely,
          authorities.map(({ organisationId }) => organisationId),
        )
        const listed = authorities.map(({ organisationId, name, kind, sectors }) => ({
          organisationId,
          name,
          kind,
          sectors,
          numbers: phones.get(organisationId) ?? [],
        }))
        return { body: { authorities: listed } }
      },
    }),
  ]
}
