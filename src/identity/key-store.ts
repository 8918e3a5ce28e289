import type { Queries } from '#database/database.ts'

/** The public halves of a person's keys. */
export type PersonKey = { readonly keyId: string; readonly personId: string; readonly recipient: string; readonly signing: string }

/** The public half of a key that an organisation's members share. */
export type OrganisationKey = { readonly keyId: string; readonly organisationId: string; readonly recipient: string }

/** One member's wrapped copy of an organisation's key. */
export type OrganisationKeyCopy = { readonly keyId: string; readonly personKeyId: string; readonly wrapped: string }

/** Adds personal keys; `usableAt` is null until two slots of different kinds were unlocked. */
export async function insertPersonKeys(
  queries: Queries,
  keys: readonly PersonKey[],
  { at, usableAt }: { readonly at: string; readonly usableAt: string | null },
): Promise<void> {
  const rows = keys.map((key) => ({
    id: key.keyId,
    person_id: key.personId,
    recipient: key.recipient,
    signing_key: key.signing,
    created_at: at,
    revoked_at: null,
    usable_at: usableAt,
  }))
  await queries.insertInto('person_key').values(rows).execute()
}

/** Adds the first epoch of organisations' keys with the members' copies. */
export async function insertOrganisationKeys(
  queries: Queries,
  keys: readonly OrganisationKey[],
  copies: readonly OrganisationKeyCopy[],
  at: string,
): Promise<void> {
  await queries
    .insertInto('organisation_key')
    .values(keys.map((key) => ({ id: key.keyId, organisation_id: key.organisationId, epoch: 1, recipient: key.recipient, created_at: at })))
    .execute()
  if (copies.length > 0)
    await queries
      .insertInto('organisation_key_copy')
      .values(copies.map((copy) => ({ key_id: copy.keyId, person_key_id: copy.personKeyId, wrapped: copy.wrapped })))
      .execute()
}

/** Makes `key` the newest of its organisation unless it is known already; for organisations whose key is held outside the database. */
export async function publishKey(queries: Queries, key: OrganisationKey, at: string): Promise<void> {
  await queries
    .insertInto('organisation_key')
    .columns(['id', 'organisation_id', 'epoch', 'recipient', 'created_at'])
    .expression((select) =>
      select
        .selectFrom('organisation_key')
        .select((column) => [
          column.val(key.keyId).$castTo<string>().as('id'),
          column.val(key.organisationId).$castTo<string>().as('organisation_id'),
          column(column.fn.coalesce(column.fn.max('epoch'), column.lit(0)), '+', column.lit(1)).as('epoch'),
          column.val(key.recipient).as('recipient'),
          column.val(at).as('created_at'),
        ])
        .where('organisation_id', '=', key.organisationId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Returns the key that a person uses now, or null where there is none, or none yet whose slots were unlocked as they must be.
 *
 * @param lock Keeps others from revoking it until the transaction ends.
 */
export async function keyOfPerson(queries: Queries, personId: string, lock = false): Promise<PersonKey | null> {
  const key = await newestKeyOfPerson(queries, personId, lock)
  return key === null || key.usableAt === null ? null : key
}

/** Returns the key that a person uses now or is about to use, or null; `usableAt` tells which. */
export async function newestKeyOfPerson(
  queries: Queries,
  personId: string,
  lock = false,
): Promise<(PersonKey & { usableAt: string | null }) | null> {
  const query = queries
    .selectFrom('person_key')
    .select(['id as keyId', 'person_id as personId', 'recipient', 'signing_key as signing', 'usable_at as usableAt'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
  return (await (lock ? query.forShare() : query).executeTakeFirst()) ?? null
}

/** Makes a key usable unless it is already. */
export async function makeKeyUsable(queries: Queries, keyId: string, at: string): Promise<void> {
  await queries.updateTable('person_key').set({ usable_at: at }).where('id', '=', keyId).where('usable_at', 'is', null).execute()
}

/** Revokes the key of a person that never became usable, if there is one. */
export async function revokeUnusedKey(queries: Queries, personId: string, at: string): Promise<void> {
  await queries
    .updateTable('person_key')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('usable_at', 'is', null)
    .execute()
}

/** Returns the person's wrapped copies of its organisation's keys. */
export async function copiesOfPerson(queries: Queries, personKeyId: string): Promise<readonly { keyId: string; wrapped: string }[]> {
  return queries
    .selectFrom('organisation_key_copy')
    .select(['key_id as keyId', 'wrapped'])
    .where('person_key_id', '=', personKeyId)
    .execute()
}

/** Returns the newest key of each of these organisations. */
export async function newestKeys(queries: Queries, organisationIds: readonly string[]): Promise<readonly OrganisationKey[]> {
  if (organisationIds.length === 0) return []
  return queries
    .selectFrom('organisation_key')
    .distinctOn('organisation_id')
    .select(['id as keyId', 'organisation_id as organisationId', 'recipient'])
    .where('organisation_id', 'in', organisationIds)
    .where('revoked_at', 'is', null)
    .orderBy('organisation_id')
    .orderBy('epoch', 'desc')
    .execute()
}

/** Returns a key that is in use, or null. */
export async function findOrganisationKey(queries: Queries, keyId: string): Promise<OrganisationKey | null> {
  const row = await queries
    .selectFrom('organisation_key')
    .select(['id as keyId', 'organisation_id as organisationId', 'recipient'])
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Returns the organisations that these keys belong to, by key id; of a key that is revoked at `at` none. */
export async function organisationsOfKeys(queries: Queries, keyIds: readonly string[], at: string): Promise<ReadonlyMap<string, string>> {
  if (keyIds.length === 0) return new Map()
  const rows = await queries
    .selectFrom('organisation_key')
    .select(['id', 'organisation_id'])
    .where('id', 'in', keyIds)
    .where((row) => row.or([row('revoked_at', 'is', null), row('revoked_at', '>', at)]))
    .execute()
  return new Map(rows.map((row) => [row.id, row.organisation_id]))
}

/** Returns the public signing key of a personal key and the organisation whose member it belongs to, or null. */
export async function signerOfKey(
  queries: Queries,
  keyId: string,
): Promise<{ keyId: string; signing: string; organisationId: string; organisationKind: string } | null> {
  const row = await queries
    .selectFrom('person_key')
    .innerJoin('person', 'person.id', 'person_key.person_id')
    .innerJoin('organisation', 'organisation.id', 'person.organisation_id')
    .select([
      'person_key.id as keyId',
      'person_key.signing_key as signing',
      'organisation.id as organisationId',
      'organisation.kind as organisationKind',
    ])
    .where('person_key.id', '=', keyId)
    .executeTakeFirst()
  return row ?? null
}
