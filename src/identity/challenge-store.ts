import type { Queries } from '#database/database.ts'

/** For what a challenge was given; an answer for another purpose is none. */
export type ChallengePurpose = 'sign-in' | 'verify' | 'add-passkey' | 'prove-slot'

declare module '#database/tables.ts' {
  interface Tables {
    challenge: { value: string; purpose: ChallengePurpose; person_id: string | null; slot_id: string | null; expires_at: string }
  }
}

/** A challenge: what was asked, of whom and about what. */
export type Challenge = {
  readonly value: string
  readonly purpose: ChallengePurpose
  /** Null at sign-in, when nobody is known. */
  readonly personId: string | null
  readonly slotId: string | null
}

/** Adds a challenge, and removes those that nobody answered in time. */
export async function insertChallenge(
  queries: Queries,
  challenge: Challenge,
  time: { readonly now: string; readonly expiresAt: string },
): Promise<void> {
  await queries.deleteFrom('challenge').where('expires_at', '<', time.now).execute()
  const { value, purpose, personId, slotId } = challenge
  await queries
    .insertInto('challenge')
    .values({ value, purpose, person_id: personId, slot_id: slotId, expires_at: time.expiresAt })
    .execute()
}

/** Takes exactly this challenge away and returns true, or false if it was never given, was answered before, or has expired. */
export async function takeChallenge(queries: Queries, challenge: Challenge, now: string): Promise<boolean> {
  const taken = await queries
    .deleteFrom('challenge')
    .where('value', '=', challenge.value)
    .where('purpose', '=', challenge.purpose)
    .where('person_id', 'is not distinct from', challenge.personId)
    .where('slot_id', 'is not distinct from', challenge.slotId)
    .where('expires_at', '>', now)
    .returning('value')
    .execute()
  return taken.length === 1
}
