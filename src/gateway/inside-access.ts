import { readCredential } from '#identity/credential.ts'
import type { Authority } from '#http/server.ts'
import { Problem } from '#http/problem.ts'
import { findInsidePerson, type InsidePerson, type InsideRight } from './inside-people.ts'

/** Who asks a gateway: nobody known, or a person inside. */
export type InsideActor = { readonly kind: 'stranger' } | { readonly kind: 'person'; readonly person: InsidePerson }

const rightOf = { 'inside.search': 'search', 'inside.open': 'open', 'inside.audit': 'audit' } as const satisfies Readonly<
  Record<string, InsideRight>
>

/** Acts that a gateway's routes name. */
export const insideActions: ReadonlySet<string> = new Set(['public', ...Object.keys(rightOf)])

/** How browsers ask for the token: any name, the token as password. */
export const insideChallenge = 'Basic realm="Noroshi gateway", charset="UTF-8"'

/** Returns who may do what in the gateway of `folder`: people by the token that was handed to them, as Bearer or as the password of Basic. */
export function insideAuthority(folder: string): Authority<InsideActor> {
  const nobody: InsideActor = { kind: 'stranger' }
  return {
    nobody,
    authenticate: async (headers) => {
      const credential = readCredential({ authorization: headers.authorization })
      if (credential.kind === 'none') return { actor: nobody, byCookie: false, caller: null }
      const person = credential.kind === 'token' ? await findInsidePerson(folder, credential.value) : null
      if (person === null)
        throw new Problem(401, 'CREDENTIAL_REFUSED', 'The token is none of this gateway', {
          headers: { 'www-authenticate': insideChallenge },
        })
      // A browser repeats Basic by itself, also for a page of another site.
      return { actor: { kind: 'person', person }, byCookie: /^basic /i.test(headers.authorization ?? ''), caller: person.name }
    },
    mayTry: (actor, permission) => {
      if (permission === 'public') return 'yes'
      if (actor.kind === 'stranger') return 'sign-in'
      const right = isNamed(permission) ? rightOf[permission] : null
      return right !== null && actor.person.rights.includes(right) ? 'yes' : 'no'
    },
  }
}

function isNamed(permission: string): permission is keyof typeof rightOf {
  return Object.hasOwn(rightOf, permission)
}
