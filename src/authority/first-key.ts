import type { InTransaction } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import type { PersonActor } from '#identity/actor.ts'
import { recipientDigest } from '#key-directory/directory.ts'
import { appendEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { actingPerson } from './acting-person.ts'
import { insertChange, insertCopies, insertEpoch, keysOfOrganisation } from './member-store.ts'

/** The first team key of an authority, wrapped for the administrator who made it. */
export type FirstKeyOrder = { readonly keyId: string; readonly recipient: string; readonly wrapped: string }

/**
 * Takes the first team key of an authority. Nobody seals to it before the root has signed a directory that lists it.
 *
 * @throws {Problem} 409 `KEY_IN_USE` if the authority has a key already.
 */
export async function takeFirstKey(
  tx: InTransaction,
  { keyId, recipient, wrapped }: FirstKeyOrder,
  { actor, now }: { readonly actor: PersonActor; readonly now: Temporal.Instant },
): Promise<void> {
  const { person, key, authorityCode } = await actingPerson(tx, actor, 'member.manage')
  const { organisationId, personId } = person
  if ((await keysOfOrganisation(tx, organisationId)).length > 0)
    throw new Problem(409, 'KEY_IN_USE', 'The authority has a team key already; rotate it instead')
  const at = now.toString()
  await insertEpoch(tx, { organisationId, keyId, epoch: 1, recipient }, { at, earlierUntil: at })
  await insertCopies(tx, [{ keyId, personKeyId: key.keyId, wrapped }])
  await insertChange(tx, { organisationId, personId, change: 'rotation', epoch: 1, by: personId, at })
  await appendEntry(tx, { kind: 'epoch', at: logInstant(now), authority: authorityCode, epoch: 1, digest: recipientDigest(recipient) })
}
