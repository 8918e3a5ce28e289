import { createHmac } from 'node:crypto'
import type { Secret } from '#runtime/secret.ts'
import { traitName, type Trait } from './trait.ts'

/** Turns a trait into what the database holds of it. */
export type TraitKeys = { keyOf(trait: Pick<Trait, 'type' | 'value'>): Buffer }

const keyBytes = 16

/**
 * Returns the keys that `secret` makes, which lives outside the database.
 *
 * A copy of the database alone tells that two cases share something, and neither what nor whose they are.
 */
export function traitKeys(secret: Secret): TraitKeys {
  return {
    keyOf: (trait) =>
      createHmac('sha256', secret.reveal())
        .update(`noroshi-trait-1:${traitName(trait)}`)
        .digest()
        .subarray(0, keyBytes),
  }
}
