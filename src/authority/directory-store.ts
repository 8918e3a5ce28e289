import { sql } from 'kysely'
import type { InTransaction, Queries } from '#database/database.ts'
import type { OrganisationKind } from '#identity/actor.ts'

declare module '#database/tables.ts' {
  interface Tables {
    directory_version: { version: number; signed: string; digest: string; published_at: string }
    epoch_statement: { key_id: string; organisation_id: string; epoch: number; statement: string }
  }
}

/** A version of the directory as it was published. */
export type PublishedDirectory = {
  readonly version: number
  /** The signed note. */
  readonly signed: string
  /** SHA-256 in hexadecimal over its text. */
  readonly digest: string
}

/** The newest key of an organisation, with what the directory says of its holder. */
export type KeyHolder = {
  readonly organisationId: string
  readonly organisationKind: OrganisationKind
  readonly name: { readonly ja: string; readonly en: string }
  readonly keyId: string
  readonly epoch: number
  readonly recipient: string
  /** Null for every organisation that is no authority. */
  readonly authority: { readonly code: string; readonly kind: string; readonly sectors: readonly string[] } | null
}

/** The public keys of an administrator of an authority. */
export type AdministratorKeys = {
  readonly organisationId: string
  readonly personId: string
  readonly recipient: string
  readonly signing: string
}

/** Returns the newest version of the directory, or null before the first. */
export async function newestDirectory(queries: Queries): Promise<PublishedDirectory | null> {
  const row = await queries
    .selectFrom('directory_version')
    .select(['version', 'signed', 'digest'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Lets nobody else publish a version until the transaction ends. */
export async function lockDirectory(tx: InTransaction): Promise<void> {
  await sql`lock table directory_version in share row exclusive mode`.execute(tx)
}

/** Adds a version. */
export async function insertDirectory(tx: InTransaction, version: PublishedDirectory, publishedAt: string): Promise<void> {
  await tx
    .insertInto('directory_version')
    .values({ ...version, published_at: publishedAt })
    .execute()
}

/** Returns the texts of all epoch statements, those of one authority in order. */
export async function listStatements(
  queries: Queries,
): Promise<readonly { readonly organisationId: string; readonly statement: string }[]> {
  return await queries
    .selectFrom('epoch_statement')
    .select(['organisation_id as organisationId', 'statement'])
    .orderBy('organisation_id')
    .orderBy('epoch')
    .execute()
}

/** Returns the keys of authorities that a later epoch has replaced, and whose they were: reports are sealed to them still. */
export async function listEarlierKeys(queries: Queries): Promise<readonly { readonly keyId: string; readonly organisationId: string }[]> {
  return await queries
    .selectFrom('organisation_key')
    .innerJoin('authority', 'authority.organisation_id', 'organisation_key.organisation_id')
    .select(['organisation_key.id as keyId', 'organisation_key.organisation_id as organisationId'])
    .where((row) =>
      row.exists(
        row
          .selectFrom('organisation_key as later')
          .select('later.id')
          .whereRef('later.organisation_id', '=', 'organisation_key.organisation_id')
          .where('later.epoch', '>', row.ref('organisation_key.epoch')),
      ),
    )
    .execute()
}

/** Returns every organisation that holds a key, with its newest one. */
export async function listKeyHolders(queries: Queries): Promise<readonly KeyHolder[]> {
  const rows = await queries
    .selectFrom('organisation_key')
    .innerJoin('organisation', 'organisation.id', 'organisation_key.organisation_id')
    .leftJoin('authority', 'authority.organisation_id', 'organisation.id')
    .distinctOn('organisation_key.organisation_id')
    .select([
      'organisation.id as organisationId',
      'organisation.kind as organisationKind',
      'organisation.name_ja as ja',
      'organisation.name_en as en',
      'organisation_key.id as keyId',
      'organisation_key.epoch',
      'organisation_key.recipient',
      'authority.code',
      'authority.kind',
      'authority.sectors',
    ])
    .orderBy('organisation_key.organisation_id')
    .orderBy('organisation_key.epoch', 'desc')
    .execute()
  return rows.map(({ ja, en, code, kind, sectors, ...row }) => ({
    ...row,
    name: { ja, en },
    authority: code === null || kind === null || sectors === null ? null : { code, kind, sectors },
  }))
}

/** Returns the keys of everybody who administers an authority now. */
export async function listAdministrators(queries: Queries): Promise<readonly AdministratorKeys[]> {
  return await queries
    .selectFrom('person')
    .innerJoin('person_key', 'person_key.person_id', 'person.id')
    .innerJoin('authority', 'authority.organisation_id', 'person.organisation_id')
    .select([
      'person.organisation_id as organisationId',
      'person.id as personId',
      'person_key.recipient',
      'person_key.signing_key as signing',
    ])
    .where('person.active', '=', true)
    .where('person_key.revoked_at', 'is', null)
    .where('person_key.usable_at', 'is not', null)
    .where(sql<boolean>`'authority-administrator' = any(person.roles)`)
    .orderBy('person.id')
    .execute()
}
