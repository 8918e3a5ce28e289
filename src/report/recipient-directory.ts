import type { Database } from '#database/database.ts'
import { organisationsOfKeys } from '#identity/key-store.ts'

/** Whose keys a filing may be enveloped to. */
export type RecipientDirectory = {
  /** Returns the organisation of each of these keys, in order; null for a key that nobody here holds. */
  organisationsOf(keyIds: readonly string[]): Promise<readonly (string | null)[]>
}

/** Returns a directory that remembers keys it has seen; a key never changes its organisation, so what is known stays true. */
export function createRecipientDirectory(database: Database): RecipientDirectory {
  const known = new Map<string, string>()
  return {
    organisationsOf: async (keyIds) => {
      const missing = keyIds.filter((keyId) => !known.has(keyId))
      for (const [keyId, organisationId] of await organisationsOfKeys(database.kysely, missing)) known.set(keyId, organisationId)
      return keyIds.map((keyId) => known.get(keyId) ?? null)
    },
  }
}
