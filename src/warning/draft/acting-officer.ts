import type { InTransaction } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { Actor, PersonActor } from '#identity/actor.ts'
import { can, type Action } from '#identity/can.ts'
import { lockPerson } from '#identity/identity-store.ts'

/**
 * Returns whoever acts on the warnings of its own authority, as the database knows it inside the transaction.
 *
 * @throws {Problem} 404 for anybody who may not do `action` any more.
 */
export async function actingOfficer(tx: InTransaction, actor: Actor, action: Action): Promise<PersonActor> {
  const found = actor.kind === 'person' ? await lockPerson(tx, actor.personId) : null
  if (found === null || !can(found.person, action, { own: true, received: false })) throw notFound('draft')
  return found.person
}
