import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    release_agreement: {
      id: string
      owner_tag: Buffer
      /** What was signed, locked up. */
      sealed_agreement: Buffer
      agreed_at: string
      until: string
      revoked_at: string | null
    }
  }
}

/** An agreement as it is kept. */
export type KeptAgreement = {
  readonly id: string
  readonly sealed: Uint8Array
  readonly agreedAt: string
  /** Half-open. */
  readonly until: string
}

/** Keeps an agreement in the place of the one before; false where there is one with this id. */
export async function replaceAgreement(tx: InTransaction, one: KeptAgreement & { readonly ownerTag: Buffer }): Promise<boolean> {
  await revokeAgreement(tx, one.ownerTag, one.agreedAt)
  const { id, ownerTag, sealed, agreedAt, until } = one
  const added = await tx
    .insertInto('release_agreement')
    .values({ id, owner_tag: ownerTag, sealed_agreement: Buffer.from(sealed), agreed_at: agreedAt, until, revoked_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

/** Revokes the agreement that an owner has, and returns it; null where there is none. */
export async function revokeAgreement(tx: InTransaction, ownerTag: Buffer, at: string): Promise<KeptAgreement | null> {
  const row = await tx
    .updateTable('release_agreement')
    .set({ revoked_at: at })
    .where('owner_tag', '=', ownerTag)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : keptAgreement(row)
}

/** Returns the agreement that an owner has and has not revoked, run out or not; null where there is none. */
export async function findAgreement(queries: Queries, ownerTag: Buffer): Promise<KeptAgreement | null> {
  const row = await queries
    .selectFrom('release_agreement')
    .selectAll()
    .where('owner_tag', '=', ownerTag)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : keptAgreement(row)
}

function keptAgreement(row: { id: string; sealed_agreement: Buffer; agreed_at: string; until: string }): KeptAgreement {
  return { id: row.id, sealed: row.sealed_agreement, agreedAt: row.agreed_at, until: row.until }
}
