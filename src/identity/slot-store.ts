import type { Queries } from '#database/database.ts'
import type { KeySlot, SlotKind } from './key-slot.ts'

declare module '#database/tables.ts' {
  interface Tables {
    key_slot: {
      id: string
      person_key_id: string
      kind: SlotKind
      label: string
      wrapped: string
      credential_id: string | null
      created_at: string
      proven_at: string | null
      lookup: string | null
    }
  }
}

/** A slot to add. */
export type NewSlot = {
  readonly id: string
  readonly keyId: string
  readonly kind: SlotKind
  readonly label: string
  readonly wrapped: string
  readonly credentialId: string | null
  /** What a printed code is found by at sign-in; null for other kinds. */
  readonly lookup: string | null
}

/** Adds slots; `provenAt` is null until the key was unlocked from them. */
export async function insertSlots(
  queries: Queries,
  slots: readonly NewSlot[],
  { at, provenAt }: { readonly at: string; readonly provenAt: string | null },
): Promise<void> {
  const rows = slots.map((slot) => ({
    id: slot.id,
    person_key_id: slot.keyId,
    kind: slot.kind,
    label: slot.label,
    wrapped: slot.wrapped,
    credential_id: slot.credentialId,
    created_at: at,
    proven_at: provenAt,
    lookup: slot.lookup,
  }))
  await queries.insertInto('key_slot').values(rows).execute()
}

/** Returns the slots of a key, oldest first. */
export async function slotsOfKey(queries: Queries, keyId: string): Promise<readonly KeySlot[]> {
  const rows = await queries
    .selectFrom('key_slot')
    .leftJoin('passkey', 'passkey.credential_id', 'key_slot.credential_id')
    .select([
      'key_slot.id',
      'key_slot.kind',
      'key_slot.label',
      'key_slot.wrapped',
      'key_slot.credential_id as credentialId',
      'passkey.transports',
      'key_slot.created_at as createdAt',
      'key_slot.proven_at as provenAt',
    ])
    .where('key_slot.person_key_id', '=', keyId)
    .orderBy('key_slot.created_at')
    .orderBy('key_slot.id')
    .execute()
  return rows.map((row) => ({ ...row, transports: row.transports ?? [] }))
}

/** A printed code's slot, as somebody who is not signed in yet gets it: what only the code unlocks, and the public halves of the key in it. */
export type FoundSlot = {
  readonly id: string
  readonly wrapped: string
  readonly personId: string
  readonly keyId: string
  readonly recipient: string
  readonly signing: string
}

/** Returns the slot of an active person's usable key that is found by `by`, or null. */
export async function findPrintedCodeSlot(
  queries: Queries,
  by: { readonly lookup: string } | { readonly id: string },
): Promise<FoundSlot | null> {
  const row = await queries
    .selectFrom('key_slot')
    .innerJoin('person_key', 'person_key.id', 'key_slot.person_key_id')
    .innerJoin('person', 'person.id', 'person_key.person_id')
    .select([
      'key_slot.id',
      'key_slot.wrapped',
      'person.id as personId',
      'person_key.id as keyId',
      'person_key.recipient',
      'person_key.signing_key as signing',
    ])
    .where('lookup' in by ? 'key_slot.lookup' : 'key_slot.id', '=', 'lookup' in by ? by.lookup : by.id)
    .where('key_slot.kind', '=', 'printed-code')
    .where('key_slot.proven_at', 'is not', null)
    .where('person_key.revoked_at', 'is', null)
    .where('person_key.usable_at', 'is not', null)
    .where('person.active', '=', true)
    .executeTakeFirst()
  return row ?? null
}

/** Tells whether a slot belongs to the key that a person uses, or is about to use. */
export async function isOwnSlot(queries: Queries, slotId: string, personId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('key_slot')
    .innerJoin('person_key', 'person_key.id', 'key_slot.person_key_id')
    .select('key_slot.id')
    .where('key_slot.id', '=', slotId)
    .where('person_key.person_id', '=', personId)
    .where('person_key.revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Locks a key until the transaction ends, so that its slots change one at a time; false where it is gone. */
export async function lockKey(queries: Queries, keyId: string): Promise<boolean> {
  const row = await queries
    .selectFrom('person_key')
    .select('id')
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** Notes when the key was first unlocked from a slot. */
export async function markSlotProven(queries: Queries, slotId: string, at: string): Promise<void> {
  await queries.updateTable('key_slot').set({ proven_at: at }).where('id', '=', slotId).where('proven_at', 'is', null).execute()
}

/** Removes slots, and the passkeys that unlocked them. */
export async function deleteSlots(queries: Queries, slots: readonly Pick<KeySlot, 'id' | 'credentialId'>[]): Promise<void> {
  if (slots.length === 0) return
  await queries
    .deleteFrom('key_slot')
    .where(
      'id',
      'in',
      slots.map(({ id }) => id),
    )
    .execute()
  const passkeys = slots.flatMap(({ credentialId }) => (credentialId === null ? [] : [credentialId]))
  if (passkeys.length > 0) await queries.deleteFrom('passkey').where('credential_id', 'in', passkeys).execute()
}
