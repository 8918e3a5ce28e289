import type { InTransaction } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { can, type Action } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'
import { keyOfPerson, type PersonKey } from '#identity/key-store.ts'
import { lockAuthority } from './member-store.ts'

/** Somebody who acts on the members of its own authority, as the database knows it inside the transaction. */
export type ActingPerson = { readonly person: PersonActor; readonly key: PersonKey; readonly authorityCode: string }

/**
 * Returns who acts, with its authority locked and its own rows held until the transaction ends: what was remembered of a session is not enough
 * for an act on keys.
 *
 * @throws {Problem} 404 if the person is no member of an authority any more or may not do `action`; 403 `KEY_MISSING`.
 */
export async function actingPerson(tx: InTransaction, actor: PersonActor, action: Action): Promise<ActingPerson> {
  const authorityCode = await lockAuthority(tx, actor.organisationId)
  const found = await lockPerson(tx, actor.personId)
  if (authorityCode === null || found === null || !can(found.person, action, { own: true, received: false })) throw notFound('member')
  const key = await keyOfPerson(tx, actor.personId, true)
  if (key === null) throw new Problem(403, 'KEY_MISSING', 'You have no key of your own yet; enrol one first')
  return { person: found.person, key, authorityCode }
}
