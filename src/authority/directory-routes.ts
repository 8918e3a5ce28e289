import type { Database } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { newestKeys, type OrganisationKey } from '#identity/key-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { listAuthorities } from './authority-store.ts'
import { listEarlierKeys, listStatements, newestDirectory } from './directory-store.ts'

/** What the directory's routes work with. */
export type DirectoryRouteParts = {
  readonly database: Database
  readonly logOrganisationId: string
  readonly recoveryOrganisationId: string
  readonly intakeOrganisationId: string
  /** Text of the public half of the root; null where none was installed. */
  readonly directoryRoot: string | null
}

/** Returns the routes that tell a client to whom it must seal, and under which root that was signed. */
export function directoryRoutes(parts: DirectoryRouteParts): readonly ActorRoute[] {
  return [keysRoute(parts), rootRoute(parts)]
}

function keysRoute(parts: DirectoryRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/directory',
    operation: 'readDirectory',
    summary: 'The directory of keys: `signed` is what a client verifies and takes keys from, everything beside it is for display',
    tag: 'keys',
    permission: 'directory.read',
    answers: { 200: { description: 'The signed directory with the epochs since, and the keys, newest epoch' } },
    handler: async ({ actor }) => {
      const queries = parts.database.kysely
      const authorities = await listAuthorities(queries)
      const ownId = actor.kind === 'person' ? actor.organisationId : parts.logOrganisationId
      const platform = [parts.logOrganisationId, parts.recoveryOrganisationId, parts.intakeOrganisationId]
      const ids = [...authorities.map((one) => one.organisationId), ...platform, ownId]
      const keys = new Map((await newestKeys(queries, ids)).map((key) => [key.organisationId, key]))
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
          signed: await signedKeys(parts.database),
          log: publicPart(log),
          recovery: publicPart(recovery),
          authorities: authorities.flatMap((one) => {
            const key = keys.get(one.organisationId)
            return key === undefined ? [] : [{ ...one, ...publicPart(key) }]
          }),
          earlierKeys: await listEarlierKeys(queries),
          ...(own === undefined ? {} : { own: { organisationId: ownId, ...publicPart(own) } }),
          ...(intake === undefined ? {} : { intake: publicPart(intake) }),
        },
      }
    },
  })
}

function rootRoute({ directoryRoot }: DirectoryRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/directory/root',
    operation: 'readDirectoryRoot',
    summary: 'The root that this server stands under. Compare its fingerprint with the one printed on your kit before you pin it',
    tag: 'keys',
    permission: 'public',
    answers: { 200: { description: 'Two verifier keys (C2SP signed-note)' }, 503: { description: 'No root is installed' } },
    handler: async () => {
      if (directoryRoot === null)
        throw new Problem(503, 'DIRECTORY_ROOT_MISSING', 'No root of the directory is installed on this server yet')
      return { body: { root: directoryRoot } }
    },
  })
}

async function signedKeys({ kysely }: Database): Promise<{ directory: string; statements: readonly string[] } | null> {
  const newest = await newestDirectory(kysely)
  if (newest === null) return null
  return { directory: newest.signed, statements: (await listStatements(kysely)).map(({ statement }) => statement) }
}

function publicPart(key: OrganisationKey): { readonly keyId: string; readonly recipient: string } {
  return { keyId: key.keyId, recipient: key.recipient }
}
