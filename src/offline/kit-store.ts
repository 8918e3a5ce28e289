import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    kit_code: {
      id: string
      kit_id: string
      number: number
      owner_tag: Buffer
      public_key: string
      registered_at: string
      expires_at: string
      revoked_at: string | null
      used_by: Buffer | null
    }
  }
}

/** A code as the server knows it. Instants are ISO 8601 in UTC. */
export type StoredCode = {
  readonly keyId: string
  readonly kitId: string
  /** Its place on the printed kit, from 1. */
  readonly number: number
  readonly ownerTag: Buffer
  readonly publicKey: string
  readonly registeredAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  /** SHA-256 of the one filing that was signed with it, or null. */
  readonly usedBy: Buffer | null
}

/** Adds the codes of one kit. */
export async function insertKitCodes(tx: InTransaction, codes: readonly Omit<StoredCode, 'revokedAt' | 'usedBy'>[]): Promise<void> {
  const rows = codes.map((one) => ({
    id: one.keyId,
    kit_id: one.kitId,
    number: one.number,
    owner_tag: one.ownerTag,
    public_key: one.publicKey,
    registered_at: one.registeredAt,
    expires_at: one.expiresAt,
    revoked_at: null,
    used_by: null,
  }))
  await tx.insertInto('kit_code').values(rows).execute()
}

/** Returns all codes of an operator, newest kit first. */
export async function codesOfOwner(queries: Queries, ownerTag: Buffer): Promise<readonly StoredCode[]> {
  const rows = await queries
    .selectFrom('kit_code')
    .selectAll()
    .where('owner_tag', '=', ownerTag)
    .orderBy('registered_at', 'desc')
    .orderBy('kit_id')
    .orderBy('number')
    .execute()
  return rows.map(storedCode)
}

/** Returns the code whose public key this is, or null. */
export async function findCodeByKey(queries: Queries, publicKey: string): Promise<StoredCode | null> {
  const row = await queries.selectFrom('kit_code').selectAll().where('public_key', '=', publicKey).executeTakeFirst()
  return row === undefined ? null : storedCode(row)
}

/** Returns the code of this id, or null. */
export async function findCode(queries: Queries, keyId: string): Promise<StoredCode | null> {
  const row = await queries.selectFrom('kit_code').selectAll().where('id', '=', keyId).executeTakeFirst()
  return row === undefined ? null : storedCode(row)
}

/**
 * Uses up a code for one filing; true also where this very filing had used it up before.
 *
 * False where another filing did, or the code was revoked or is past its day: of two filings at the same moment one gets it.
 */
export async function claimCode(queries: Queries, keyId: string, use: { readonly digest: Buffer; readonly at: string }): Promise<boolean> {
  const row = await queries
    .updateTable('kit_code')
    .set({ used_by: use.digest })
    .where('id', '=', keyId)
    .where((where) =>
      where.or([
        where('used_by', '=', use.digest),
        where.and([where('used_by', 'is', null), where('revoked_at', 'is', null), where('expires_at', '>', use.at)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Revokes what is unused of a kit, and returns how many codes that were; the kit of another operator has none. */
export async function revokeKit(queries: Queries, kit: { readonly id: string; readonly ownerTag: Buffer }, at: string): Promise<number> {
  const rows = await queries
    .updateTable('kit_code')
    .set({ revoked_at: at })
    .where('kit_id', '=', kit.id)
    .where('owner_tag', '=', kit.ownerTag)
    .where('used_by', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

function storedCode(row: {
  id: string
  kit_id: string
  number: number
  owner_tag: Buffer
  public_key: string
  registered_at: string
  expires_at: string
  revoked_at: string | null
  used_by: Buffer | null
}): StoredCode {
  return {
    keyId: row.id,
    kitId: row.kit_id,
    number: row.number,
    ownerTag: row.owner_tag,
    publicKey: row.public_key,
    registeredAt: row.registered_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    usedBy: row.used_by,
  }
}
