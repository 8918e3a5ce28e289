import type { Queries } from '#database/database.ts'
import type { ShownToken } from './api-token.ts'

/** Returns the tokens of a person that count at `now`, the newest first. */
export async function tokensOf(queries: Queries, personId: string, now: string): Promise<readonly ShownToken[]> {
  const rows = await queries
    .selectFrom('api_token')
    .select(['id', 'label', 'scopes', 'created_at', 'expires_at'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ id, label, scopes, created_at: createdAt, expires_at: expiresAt }) => ({ id, label, scopes, createdAt, expiresAt }))
}

/** Ends a token of a person at `now`; false where it has none of that id that counts. */
export async function revokeOwnToken(queries: Queries, { id, personId }: { id: string; personId: string }, now: string): Promise<boolean> {
  const ended = await queries
    .updateTable('api_token')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return ended.length === 1
}
