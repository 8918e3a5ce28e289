import type { InTransaction, Queries } from '#database/database.ts'
import type { PersonActor } from './actor.ts'
import type { OrganisationRow, PersonRow } from './identity-table.ts'

/** Adds organisations. */
export async function insertOrganisations(queries: Queries, organisations: readonly OrganisationRow[]): Promise<void> {
  const rows = organisations.map(({ id, kind, name, clearance }) => ({ id, kind, name_ja: name.ja, name_en: name.en, clearance }))
  await queries.insertInto('organisation').values(rows).execute()
}

/** Adds an organisation unless it is there. */
export async function ensureOrganisation(queries: Queries, organisation: OrganisationRow): Promise<void> {
  const { id, kind, name, clearance } = organisation
  await queries
    .insertInto('organisation')
    .values({ id, kind, name_ja: name.ja, name_en: name.en, clearance })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Adds people. */
export async function insertPeople(queries: Queries, people: readonly PersonRow[]): Promise<void> {
  const rows = people.map(({ id, organisationId, name, roles, pseudonym }) => ({
    id,
    organisation_id: organisationId,
    name_ja: name.ja,
    name_en: name.en,
    roles,
    pseudonym,
    active: true,
  }))
  await queries.insertInto('person').values(rows).execute()
}

/** Adds a session under the hash of its cookie; whoever signs in has shown that it is there. */
export async function insertSession(
  queries: Queries,
  session: { hash: Buffer; personId: string; createdAt: string; expiresAt: string },
): Promise<void> {
  const { hash, personId, createdAt, expiresAt } = session
  await queries
    .insertInto('session')
    .values({ hash, person_id: personId, created_at: createdAt, expires_at: expiresAt, verified_at: createdAt })
    .execute()
}

/** Gives a session of this person another cookie after the person showed that it is there; false where the session has ended. */
export async function renewSession(
  queries: Queries,
  session: { readonly id: string; readonly personId: string; readonly hash: Buffer; readonly verifiedAt: string },
): Promise<boolean> {
  const renewed = await queries
    .updateTable('session')
    .set({ hash: session.hash, verified_at: session.verifiedAt })
    .where('id', '=', session.id)
    .where('person_id', '=', session.personId)
    .returning('id')
    .execute()
  return renewed.length === 1
}

/** Returns the sessions of a person that have not ended at `now`, newest first. */
export async function sessionsOfPerson(
  queries: Queries,
  personId: string,
  now: string,
): Promise<readonly { readonly id: string; readonly createdAt: string; readonly expiresAt: string }[]> {
  return queries
    .selectFrom('session')
    .select(['id', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Removes every session of a person. */
export async function deleteSessionsOfPerson(queries: Queries, personId: string): Promise<void> {
  await queries.deleteFrom('session').where('person_id', '=', personId).execute()
}

/** Removes every session that ended before `now`. */
export async function deleteEndedSessions(queries: Queries, now: string): Promise<void> {
  await queries.deleteFrom('session').where('expires_at', '<', now).execute()
}

/** Removes a session. */
export async function deleteSession(queries: Queries, hash: Buffer): Promise<void> {
  await queries.deleteFrom('session').where('hash', '=', hash).execute()
}

/** Adds an API token under its hash. */
export async function insertToken(
  queries: Queries,
  token: {
    hash: Buffer
    id: string
    personId: string
    label: string
    scopes: readonly string[] | null
    createdAt: string
    expiresAt: string
  },
): Promise<void> {
  await queries
    .insertInto('api_token')
    .values({
      hash: token.hash,
      id: token.id,
      person_id: token.personId,
      label: token.label,
      scopes: token.scopes,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      revoked_at: null,
    })
    .execute()
}

/** Revokes a token at `at`. */
export async function revokeToken(queries: Queries, id: string, at: string): Promise<void> {
  await queries.updateTable('api_token').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute()
}

/** Returns whom the cookies of sessions stand for at `now`, by the hexadecimal hash of the cookie; what is unknown or ended is not there. */
export async function actorsOfSessions(
  queries: Queries,
  hashes: readonly Buffer[],
  now: string,
): Promise<ReadonlyMap<string, PersonActor>> {
  const rows = await people(queries)
    .innerJoin('session', 'session.person_id', 'person.id')
    .select(['session.hash', 'session.id as sessionId', 'session.verified_at as verifiedAt'])
    .where((build) => build('session.hash', '=', build.fn.any(build.val(hashes))))
    .where('session.expires_at', '>', now)
    .execute()
  return new Map(
    rows.map((row) => [row.hash.toString('hex'), { ...actorOf(row, null), session: { id: row.sessionId, verifiedAt: row.verifiedAt } }]),
  )
}

/** Returns whom tokens stand for at `now`, by the hexadecimal hash of the token; what is unknown, expired or revoked is not there. */
export async function actorsOfTokens(queries: Queries, hashes: readonly Buffer[], now: string): Promise<ReadonlyMap<string, PersonActor>> {
  const rows = await people(queries)
    .innerJoin('api_token', 'api_token.person_id', 'person.id')
    .select(['api_token.hash', 'api_token.scopes'])
    .where((build) => build('api_token.hash', '=', build.fn.any(build.val(hashes))))
    .where('api_token.expires_at', '>', now)
    .where('api_token.revoked_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.hash.toString('hex'), actorOf(row, row.scopes)]))
}

/** Returns a person that is active, or null. */
export async function findPerson(queries: Queries, id: string): Promise<PersonActor | null> {
  const row = await people(queries).where('person.id', '=', id).executeTakeFirst()
  return row === undefined ? null : actorOf(row, null)
}

/** Returns the names of people, active or not, by id. */
export async function namesOfPeople(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly ja: string; readonly en: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await queries.selectFrom('person').select(['id', 'name_ja', 'name_en']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, { ja: row.name_ja, en: row.name_en }]))
}

/**
 * Returns the pseudonym under which others see a person.
 *
 * @throws {TypeError} if there is no such person.
 */
export async function pseudonymOf(queries: Queries, id: string): Promise<string> {
  const row = await queries.selectFrom('person').select('pseudonym').where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new TypeError(`Cannot name person ${id}: there is none`)
  return row.pseudonym
}

/**
 * Returns a person that is active, with the pseudonym under which others see it, or null. Until the transaction ends, nobody can deactivate the
 * person, and whoever else calls this for the same person waits.
 */
export async function lockPerson(
  tx: InTransaction,
  id: string,
): Promise<{ readonly person: PersonActor; readonly pseudonym: string } | null> {
  const row = await people(tx).select('person.pseudonym').where('person.id', '=', id).forNoKeyUpdate('person').executeTakeFirst()
  return row === undefined ? null : { person: actorOf(row, null), pseudonym: row.pseudonym }
}

/** Returns every active person, organisation by organisation. */
export async function listPeople(queries: Queries): Promise<readonly PersonActor[]> {
  const rows = await people(queries).orderBy('organisation.kind').orderBy('organisation.name_ja').orderBy('person.name_ja').execute()
  return rows.map((row) => actorOf(row, null))
}

type PeopleRow = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]

function people(queries: Queries) {
  return queries
    .selectFrom('person')
    .innerJoin('organisation', 'organisation.id', 'person.organisation_id')
    .where('person.active', '=', true)
    .select([
      'person.id as personId',
      'person.name_ja as personJa',
      'person.name_en as personEn',
      'person.roles',
      'organisation.id as organisationId',
      'organisation.kind as organisationKind',
      'organisation.name_ja as organisationJa',
      'organisation.name_en as organisationEn',
      'organisation.clearance',
    ])
}

function actorOf(row: PeopleRow, scopes: readonly string[] | null): PersonActor {
  return {
    kind: 'person',
    personId: row.personId,
    personName: { ja: row.personJa, en: row.personEn },
    organisationId: row.organisationId,
    organisationKind: row.organisationKind,
    organisationName: { ja: row.organisationJa, en: row.organisationEn },
    roles: row.roles,
    clearance: row.clearance,
    scopes,
  }
}
