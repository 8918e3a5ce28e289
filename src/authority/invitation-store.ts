import type { InTransaction, Queries } from '#database/database.ts'
import type { Role } from '#identity/actor.ts'

declare module '#database/tables.ts' {
  interface Tables {
    invitation: {
      id: string
      code_hash: Buffer
      organisation_id: string
      name_ja: string
      name_en: string
      roles: readonly Role[]
      invited_by: string | null
      created_at: string
      expires_at: string
      accepted_at: string | null
    }
  }
}

/** An invitation of one person into an organisation. */
export type Invitation = {
  readonly id: string
  readonly organisationId: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly roles: readonly Role[]
  /** Null for a first administrator, who is invited on the machine itself. */
  readonly invitedBy: string | null
}

/** Adds an invitation under the hash of its code. */
export async function insertInvitation(
  queries: Queries,
  invitation: Invitation,
  kept: { readonly codeHash: Buffer; readonly createdAt: string; readonly expiresAt: string },
): Promise<void> {
  const { id, organisationId, name, roles, invitedBy } = invitation
  await queries
    .insertInto('invitation')
    .values({
      id,
      code_hash: kept.codeHash,
      organisation_id: organisationId,
      name_ja: name.ja,
      name_en: name.en,
      roles,
      invited_by: invitedBy,
      created_at: kept.createdAt,
      expires_at: kept.expiresAt,
      accepted_at: null,
    })
    .execute()
}

/** Marks an invitation as accepted and returns it, or null if its code is unknown, was used or has expired. */
export async function takeInvitation(tx: InTransaction, codeHash: Buffer, at: string): Promise<Invitation | null> {
  const row = await tx
    .updateTable('invitation')
    .set({ accepted_at: at })
    .where('code_hash', '=', codeHash)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['id', 'organisation_id', 'name_ja', 'name_en', 'roles', 'invited_by'])
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, organisation_id: organisationId, name_ja: ja, name_en: en, roles, invited_by: invitedBy } = row
  return { id, organisationId, name: { ja, en }, roles, invitedBy }
}

/** Returns the authority with this code under which rulebooks name it, or null. */
export async function authorityOfCode(queries: Queries, code: string): Promise<{ readonly organisationId: string } | null> {
  const row = await queries.selectFrom('authority').select('organisation_id as organisationId').where('code', '=', code).executeTakeFirst()
  return row ?? null
}
