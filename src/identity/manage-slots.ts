import { randomUUID } from 'node:crypto'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import { isSlotProof } from '#envelope/slot-proof.ts'
import type { Database, Queries } from '#database/database.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Clock } from '#runtime/clock.ts'
import type { PersonActor } from './actor.ts'
import { takeChallenge } from './challenge-store.ts'
import { lockPerson } from './identity-store.ts'
import { insertPersonKeys, makeKeyUsable, newestKeyOfPerson, revokeUnusedKey } from './key-store.ts'
import { isEnough, type KeySlot, type SlotsAfter } from './key-slot.ts'
import { challengeOf, readCreation, type PasskeySite } from './passkey.ts'
import { insertPasskey, type Passkey } from './passkey-store.ts'
import { deleteSlots, insertSlots, lockKey, markSlotProven, slotsOfKey } from './slot-store.ts'
import { presentPerson } from './step-up.ts'

/** What the acts on slots work with. */
export type SlotParts = { readonly database: Database; readonly clock: Clock; readonly site: PasskeySite }

/** A slot as the client made it. */
export type SlotOrder =
  | { readonly kind: 'printed-code'; readonly label: string; readonly wrapped: string; readonly lookup: string }
  | { readonly kind: 'passkey'; readonly label: string; readonly wrapped: string; readonly created: RegistrationResponseJSON }

const mostSlots = 10

/**
 * Takes the public halves of a key that a person made on its own machine, and returns the id of the key. One that was begun before and never came into use is forgotten.
 *
 * @throws {Problem} 409 `KEY_IN_USE` if the person has a key already.
 */
export async function enrolKey(person: PersonActor, made: { recipient: string; signing: string }, parts: SlotParts): Promise<string> {
  const at = parts.clock.now().toString()
  return parts.database.kysely.transaction().execute(async (queries) => {
    if ((await lockPerson(queries, person.personId)) === null) throw notFound('person')
    const known = await newestKeyOfPerson(queries, person.personId)
    if (known !== null && known.usableAt !== null) throw new Problem(409, 'KEY_IN_USE', 'You have a key already; add slots to it instead')
    if (known !== null) await deleteSlots(queries, await slotsOfKey(queries, known.keyId))
    await revokeUnusedKey(queries, person.personId, at)
    const keyId = randomUUID()
    await insertPersonKeys(queries, [{ keyId, personId: person.personId, ...made }], { at, usableAt: null })
    return keyId
  })
}

/**
 * Adds a slot to the person's key and returns its id. It counts for nothing until the key was unlocked from it.
 *
 * @throws {Problem} 404 without a key, 403 `VERIFICATION_NEEDED`, 403 `PASSKEY_REFUSED`, 409 `SLOTS_TOO_MANY`, 409 `SLOT_KNOWN`.
 */
export async function addSlot(person: PersonActor, order: SlotOrder, parts: SlotParts): Promise<string> {
  const now = parts.clock.now()
  const at = now.toString()
  const passkey = order.kind === 'passkey' ? await acceptPasskey(person, order.created, parts) : null
  return parts.database.kysely.transaction().execute(async (queries) => {
    const key = await ownKey(queries, person)
    if (key.usableAt !== null) presentPerson(person, now)
    if ((await slotsOfKey(queries, key.keyId)).length >= mostSlots)
      throw new Problem(409, 'SLOTS_TOO_MANY', `A key has at most ${mostSlots} slots; remove one first`)
    if (passkey !== null && !(await insertPasskey(queries, passkey, at)))
      throw new Problem(409, 'SLOT_KNOWN', 'This passkey unlocks a key already')
    const id = randomUUID()
    const { kind, label, wrapped } = order
    const lookup = order.kind === 'printed-code' ? order.lookup : null
    const slot = { id, keyId: key.keyId, kind, label, wrapped, credentialId: passkey?.credentialId ?? null, lookup }
    await insertSlots(queries, [slot], { at, provenAt: null })
    return id
  })
}

/**
 * Notes that the person unlocked its key from a slot; with the second kind of slot the key becomes usable, and a printed code replaces the one before.
 *
 * The signature shows that the key was at hand. That it came out of this very slot is what the own client sees to: it is the owner who would be locked out.
 *
 * @throws {Problem} 404 for a slot that is not the person's own, 403 `PROOF_REFUSED` for a challenge that was not given for it or was answered, or another signature.
 */
export async function proveSlot(
  person: PersonActor,
  proof: { readonly slotId: string; readonly challenge: string; readonly signature: string },
  parts: SlotParts,
): Promise<SlotsAfter> {
  const { slotId, challenge, signature } = proof
  const at = parts.clock.now().toString()
  // Outside the transaction: a challenge that was answered wrongly is gone too.
  const asked = { value: challenge, purpose: 'prove-slot', personId: person.personId, slotId } as const
  const isTaken = await takeChallenge(parts.database.kysely, asked, at)
  return parts.database.kysely.transaction().execute(async (queries) => {
    const key = await ownKey(queries, person)
    const slot = slotAmong(await slotsOfKey(queries, key.keyId), slotId)
    if (!isTaken || !(await isSlotProof(signature, { keyId: key.keyId, slotId, challenge }, key.signing)))
      throw new Problem(403, 'PROOF_REFUSED', 'This does not show that the key was unlocked from the slot; begin again')
    await markSlotProven(queries, slotId, at)
    if (slot.kind === 'printed-code') await removeOlderCodes(queries, key.keyId, slotId)
    const slots = await slotsOfKey(queries, key.keyId)
    const usable = key.usableAt !== null || isEnough(slots)
    if (usable) await makeKeyUsable(queries, key.keyId, at)
    return { usable, slots }
  })
}

/**
 * Removes a slot, and with it the passkey that unlocked it.
 *
 * @throws {Problem} 404 for a slot that is not the person's own, 403 `VERIFICATION_NEEDED`, 409 `SLOTS_TOO_FEW` if two kinds would not remain.
 */
export async function removeSlot(person: PersonActor, slotId: string, parts: SlotParts): Promise<void> {
  const now = parts.clock.now()
  await parts.database.kysely.transaction().execute(async (queries) => {
    const key = await ownKey(queries, person)
    const slots = await slotsOfKey(queries, key.keyId)
    const slot = slotAmong(slots, slotId)
    if (key.usableAt !== null) presentPerson(person, now)
    const rest = slots.filter(({ id }) => id !== slotId)
    const isNeeded = key.usableAt !== null && slot.provenAt !== null && !isEnough(rest)
    if (isNeeded || slot.kind === 'passphrase')
      throw new Problem(409, 'SLOTS_TOO_FEW', 'Two ways of different kinds must remain to unlock the key; add another one first')
    await deleteSlots(queries, [slot])
  })
}

async function ownKey(queries: Queries, person: PersonActor) {
  const key = await newestKeyOfPerson(queries, person.personId)
  if (key === null || !(await lockKey(queries, key.keyId))) throw notFound('key')
  // Read again under the lock: another request may just have made it usable.
  return (await newestKeyOfPerson(queries, person.personId)) ?? key
}

function slotAmong(slots: readonly KeySlot[], slotId: string): KeySlot {
  const slot = slots.find(({ id }) => id === slotId)
  if (slot === undefined) throw notFound('slot')
  return slot
}

/** Before the transaction, so that a challenge that was answered wrongly is gone too. */
async function acceptPasskey(person: PersonActor, created: RegistrationResponseJSON, parts: SlotParts): Promise<Passkey> {
  const { personId } = person
  const challenge = challengeOf(created.response.clientDataJSON)
  const asked = { value: challenge ?? '', purpose: 'add-passkey', personId, slotId: null } as const
  const isTaken = challenge !== null && (await takeChallenge(parts.database.kysely, asked, parts.clock.now().toString()))
  const passkey = isTaken ? await readCreation(created, { site: parts.site, challenge, personId }) : null
  if (passkey === null) throw new Problem(403, 'PASSKEY_REFUSED', 'The passkey was not accepted; begin again')
  return passkey
}

async function removeOlderCodes(queries: Queries, keyId: string, slotId: string): Promise<void> {
  const others = (await slotsOfKey(queries, keyId)).filter(({ id, kind }) => kind === 'printed-code' && id !== slotId)
  await deleteSlots(queries, others)
}
