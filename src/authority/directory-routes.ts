import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { newestKeys, type OrganisationKey } from '#identity/key-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { listAuthorities } from './authority-store.ts'

/** Returns the route that tells a client to whom it must seal. */
export function directoryRoutes(parts: {
  readonly database: Database
  readonly logOrganisationId: string
  readonly recoveryOrganisationId: string
  readonly intakeOrganisationId: string
}): readonly ActorRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/directory',
      operation: 'readDirectory',
      summary:
        'The public keys of the authorities, of the log service, of national recovery, of the intake of files and of the own organisation',
      tag: 'keys',
      permission: 'directory.read',
      answers: { 200: { description: 'The keys, newest epoch' } },
      handler: async ({ actor }) => {
        const authorities = await listAuthorities(parts.database.kysely)
        const ownId = actor.kind === 'person' ? actor.organisationId : parts.logOrganisationId
        const ids = [
          ...authorities.map((one) => one.organisationId),
          parts.logOrganisationId,
          parts.recoveryOrganisationId,
          parts.intakeOrganisationId,
          ownId,
        ]
        const keys = new Map((await newestKeys(parts.database.kysely, ids)).map((key) => [key.organisationId, key]))
        const log = keys.get(parts.logOrganisationId)
        if (log === undefined)
          throw new Problem(503, 'LOG_SERVICE_AWAY', 'The log service has not published its key yet', { retryAfterSeconds: 2 })
        const recovery = keys.get(parts.recoveryOrganisationId)
        if (recovery === undefined)
          throw new Problem(503, 'RECOVERY_KEY_MISSING', 'No national recovery key is published yet: noroshi recovery publish')
        const own = keys.get(ownId)
        const intake = keys.get(parts.intakeOrganisationId)
        return {
          body: {
            log: publicPart(log),
            recovery: publicPart(recovery),
            authorities: authorities.flatMap((one) => {
              const key = keys.get(one.organisationId)
              return key === undefined ? [] : [{ ...one, ...publicPart(key) }]
            }),
            ...(own === undefined ? {} : { own: publicPart(own) }),
            ...(intake === undefined ? {} : { intake: publicPart(intake) }),
          },
        }
      },
    }),
  ]
}

function publicPart(key: OrganisationKey): { readonly keyId: string; readonly recipient: string } {
  return { keyId: key.keyId, recipient: key.recipient }
}
