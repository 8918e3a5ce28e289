import type { Database } from '#database/database.ts'
import { organisationsOfKeys } from '#identity/key-store.ts'
import type { Clock } from '#runtime/clock.ts'

/** Whose keys a filing may be enveloped to. */
export type RecipientDirectory = {
  /** Returns the organisation of each of these keys, in order; null for a key that nobody here holds, or that was revoked. */
  organisationsOf(keyIds: readonly string[]): Promise<readonly (string | null)[]>
}

/**
 * Returns the directory as it was at an instant: keys that have been replaced since still count, for what was sealed where nobody could learn of it.
 *
 * @param at ISO 8601 in UTC.
 */
export function recipientDirectoryOf(database: Database, at: string): RecipientDirectory {
  return {
    organisationsOf: async (keyIds) => {
      const found = await organisationsOfKeys(database.kysely, keyIds, at)
      return keyIds.map((keyId) => found.get(keyId) ?? null)
    },
  }
}

/** For how long a key counts without asking the database again; a revoked one is refused after at most this long. */
const rememberedMs = 2_000
const rememberedMost = 10_000

/** Returns a directory that remembers the keys it has seen for a moment, so that a burst of filings asks the database once. */
export function createRecipientDirectory({ database, clock }: { readonly database: Database; readonly clock: Clock }): RecipientDirectory {
  const known = new Map<string, { readonly organisationId: string; readonly untilMs: number }>()
  return {
    organisationsOf: async (keyIds) => {
      const now = clock.now()
      const nowMs = now.epochMilliseconds
      const missing = keyIds.filter((keyId) => (known.get(keyId)?.untilMs ?? 0) <= nowMs)
      if (missing.length > 0) {
        const found = await organisationsOfKeys(database.kysely, missing, now.toString())
        if (known.size + missing.length > rememberedMost) known.clear()
        for (const keyId of missing) known.delete(keyId)
        for (const [keyId, organisationId] of found) known.set(keyId, { organisationId, untilMs: nowMs + rememberedMs })
      }
      return keyIds.map((keyId) => known.get(keyId)?.organisationId ?? null)
    },
  }
}
