import type { Authority } from '#http/server.ts'
import { Problem } from '#http/problem.ts'
import type { Database } from '#database/database.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Actor } from './actor.ts'
import { can, isAction, needsStepUp } from './can.ts'
import { hashCredential, readCredential, type Credential } from './credential.ts'
import { actorOfSession, actorOfToken } from './identity-store.ts'
import { hasJustShown } from './step-up.ts'

/** For how long a checked credential counts without asking the database again; a revoked one is refused after at most this long. */
const rememberedSeconds = 2
const rememberedMost = 10_000

type Remembered = { readonly actor: Actor | null; readonly untilMs: number }

/**
 * Returns who may do what for the HTTP server: sessions by cookie, tokens by Bearer or Basic.
 *
 * A credential that is wrong, expired or revoked is a 401 also where anybody may read, so that a client learns that its token died.
 */
export function createAuthority(parts: { database: Database; clock: Clock }): Authority<Actor> {
  const remembered = new Map<string, Remembered>()
  const look = async (credential: Credential & { value: string }): Promise<Actor | null> => {
    const hash = hashCredential(credential.value)
    const now = parts.clock.now()
    const key = hash.toString('latin1')
    const known = remembered.get(key)
    if (known !== undefined && known.untilMs > now.epochMilliseconds) return known.actor
    const find = credential.kind === 'session' ? actorOfSession : actorOfToken
    const actor = await find(parts.database.kysely, hash, now.toString())
    if (remembered.size >= rememberedMost) remembered.clear()
    remembered.set(key, { actor, untilMs: now.epochMilliseconds + rememberedSeconds * 1000 })
    return actor
  }
  return {
    nobody: { kind: 'anonymous' },
    authenticate: async (headers) => {
      const credential = readCredential(headers)
      if (credential.kind === 'none') return { actor: { kind: 'anonymous' }, byCookie: false, caller: null }
      const actor = credential.kind === 'unreadable' ? null : await look(credential)
      if (actor !== null) return { actor, byCookie: credential.kind === 'session', caller: actor.kind === 'person' ? actor.personId : null }
      // A stale cookie is sent by browsers unasked; it makes its bearer nobody rather than locking the page.
      if (credential.kind === 'session') return { actor: { kind: 'anonymous' }, byCookie: false, caller: null }
      throw new Problem(401, 'CREDENTIAL_REFUSED', 'The token is unknown, expired or revoked', {
        headers: { 'www-authenticate': 'Bearer realm="Noroshi", Basic realm="Noroshi"' },
      })
    },
    mayTry: (actor, permission) => {
      if (!isAction(permission)) return 'no'
      if (can(actor, permission)) return needsStepUp(permission) && !hasJustShown(actor, parts.clock.now()) ? 'verify' : 'yes'
      return actor.kind === 'anonymous' ? 'sign-in' : 'no'
    },
  }
}
