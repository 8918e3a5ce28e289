import type { InTransaction } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { actingPerson } from './acting-person.ts'
import { endMembership, insertChange, keysOfOrganisation, listNewcomers } from './member-store.ts'

/**
 * Turns a newcomer down: its session and keys end.
 *
 * @throws {Problem} 404 if nobody waits under this id in the own authority.
 */
export async function refuseNewcomer(
  tx: InTransaction,
  personId: string,
  { actor, now }: { readonly actor: PersonActor; readonly now: Temporal.Instant },
): Promise<void> {
  const { person } = await actingPerson(tx, actor, 'member.manage')
  const { organisationId } = person
  const isWaiting = (await listNewcomers(tx, organisationId)).some((one) => one.personId === personId)
  if (!isWaiting) throw notFound('newcomer')
  const at = now.toString()
  const epoch = (await keysOfOrganisation(tx, organisationId)).at(-1)?.epoch ?? 1
  await endMembership(tx, personId, at)
  await insertChange(tx, { organisationId, personId, change: 'refusal', epoch, by: person.personId, at })
}
