import type { IncomingHttpHeaders } from 'node:http'
import DataLoader, { type CacheMap } from 'dataloader'
import type { Authority } from '#http/server.ts'
import { Problem } from '#http/problem.ts'
import type { Database } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Actor, PersonActor } from './actor.ts'
import { can, isAction, needsStepUp } from './can.ts'
import { hashCredential, readCredential } from './credential.ts'
import { actorsOfSessions, actorsOfTokens } from './identity-store.ts'
import { hasJustShown } from './step-up.ts'

/** For how long a checked credential counts without asking the database again; a revoked one is refused after at most this long. */
const rememberedSeconds = 2
const rememberedMost = 20_000
const askedMost = 5_000

type Parts = { readonly database: Database; readonly clock: Clock }
type Found = Promise<PersonActor | null>

/** Who a credential stands for; `byCookie` and `caller` as in {@link Authority}. */
type Recognised = Awaited<ReturnType<Authority<Actor>['authenticate']>>

/** Decides for the server, and for what outlives a request. */
export type IdentityAuthority = Authority<Actor> & {
  /** Reads the credential of a request once, and returns what says for whom it stands now, as `authenticate` would. */
  recogniser(headers: IncomingHttpHeaders): () => Promise<Recognised>
}

const anonymous: Recognised = { actor: { kind: 'anonymous' }, byCookie: false, caller: null }

/**
 * Returns who may do what for the HTTP server: sessions by cookie, tokens by Bearer or Basic.
 *
 * A credential that is wrong, expired or revoked is a 401 also where anybody may read, so that a client learns that its token died.
 */
export function createAuthority(parts: Parts): IdentityAuthority {
  const known = { session: actorsBy(actorsOfSessions, parts), token: actorsBy(actorsOfTokens, parts) }
  const recogniser = (headers: IncomingHttpHeaders): (() => Promise<Recognised>) => {
    const credential = readCredential(headers)
    if (credential.kind === 'none') return async () => anonymous
    if (credential.kind === 'unreadable') return async () => refuseToken()
    const { kind, value } = credential
    const hash = hashCredential(value).toString('hex')
    return async () => {
      const actor = await known[kind].load(hash)
      if (actor !== null) return { actor, byCookie: kind === 'session', caller: actor.personId }
      // A stale cookie is sent by browsers unasked; it makes its bearer nobody rather than locking the page.
      return kind === 'session' ? anonymous : refuseToken()
    }
  }
  return {
    nobody: anonymous.actor,
    recogniser,
    authenticate: (headers) => recogniser(headers)(),
    mayTry: (actor, permission) => {
      if (!isAction(permission)) return 'no'
      if (can(actor, permission)) return needsStepUp(permission) && !hasJustShown(actor, parts.clock.now()) ? 'verify' : 'yes'
      return actor.kind === 'anonymous' ? 'sign-in' : 'no'
    },
  }
}

function refuseToken(): never {
  throw new Problem(401, 'CREDENTIAL_REFUSED', 'The token is unknown, expired or revoked', {
    headers: { 'www-authenticate': 'Bearer realm="Noroshi", Basic realm="Noroshi"' },
  })
}

/**
 * Returns what finds whom hashes stand for. Everything that is asked in one turn of the event loop is one query: after a warning ten thousand event
 * streams ask at once.
 */
function actorsBy(find: typeof actorsOfTokens, { database, clock }: Parts): DataLoader<string, PersonActor | null> {
  const findAll = async (hashes: readonly string[]): Promise<readonly (PersonActor | null)[]> => {
    const bytes = hashes.map((hash) => Buffer.from(hash, 'hex'))
    const found = await find(database.kysely, bytes, clock.now().toString())
    return hashes.map((hash) => found.get(hash) ?? null)
  }
  return new DataLoader(findAll, { maxBatchSize: askedMost, cacheMap: briefMemory(clock) })
}

function briefMemory(clock: Clock): CacheMap<string, Found> {
  const remembered = new Map<string, { readonly found: Found; readonly untilMs: number }>()
  return {
    get: (hash) => {
      const known = remembered.get(hash)
      return known !== undefined && known.untilMs > clock.now().epochMilliseconds ? known.found : undefined
    },
    set: (hash, found) => {
      if (remembered.size >= rememberedMost) remembered.clear()
      return remembered.set(hash, { found, untilMs: clock.now().epochMilliseconds + rememberedSeconds * 1000 })
    },
    delete: (hash) => remembered.delete(hash),
    clear: () => remembered.clear(),
  }
}
