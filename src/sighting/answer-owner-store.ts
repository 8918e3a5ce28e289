import type { InTransaction, Queries } from '#database/database.ts'
import type { Answering } from './answer-owner.ts'

/** What came of naming an owner. */
export type Naming = 'named' | 'absent' | 'circle'

/** Returns all organisations, by name. */
export async function answeringOrganisations(queries: Queries): Promise<readonly Answering[]> {
  const rows = await queries
    .selectFrom('organisation')
    .select(['id', 'kind', 'name_ja', 'name_en'])
    .orderBy('name_ja')
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, name_ja: ja, name_en: en }) => ({ id, kind, name: { ja, en } }))
}

/**
 * Lets an organisation answer as its owner from now on; with null, as itself again. There is one level: what belonged to it goes to the owner with it, and an
 * owner that itself belongs to another stands for that one.
 */
export async function nameOwner(
  tx: InTransaction,
  { organisationId, ownerId }: { organisationId: string; ownerId: string | null },
): Promise<Naming> {
  const wanted = ownerId === null ? [organisationId] : [organisationId, ownerId]
  const found = await tx.selectFrom('organisation').select('id').where('id', 'in', wanted).forUpdate().execute()
  if (found.length < new Set(wanted).size) return 'absent'
  if (ownerId === null) {
    await tx.deleteFrom('answer_owner').where('organisation_id', '=', organisationId).execute()
    return 'named'
  }
  const above = await tx.selectFrom('answer_owner').select('owner_id').where('organisation_id', '=', ownerId).executeTakeFirst()
  const owner = above?.owner_id ?? ownerId
  if (owner === organisationId) return 'circle'
  await tx.updateTable('answer_owner').set({ owner_id: owner }).where('owner_id', '=', organisationId).execute()
  await tx
    .insertInto('answer_owner')
    .values({ organisation_id: organisationId, owner_id: owner })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ owner_id: owner }))
    .execute()
  return 'named'
}
