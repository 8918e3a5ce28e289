import { createHmac } from 'node:crypto'
import type { Secret } from '#runtime/secret.ts'

/** Makes the names under which organisations answer: each for one subject alone. */
export type Pseudonyms = {
  /**
   * Returns the pseudonym of an organisation for one indicator or warning, 32 bytes.
   *
   * @param tag The keyed tag of the organisation, or of the owner that it shares with others.
   */
  of(tag: Buffer, subjectId: string): Buffer
}

/**
 * Returns the pseudonyms that `key` makes. The key lives outside the database: without it nobody can say which organisation a pseudonym stands for, nor
 * whether two of them, of two indicators, stand for the same.
 */
export function pseudonyms(key: Secret): Pseudonyms {
  const bytes = key.reveal()
  return { of: (tag, subjectId) => createHmac('sha256', bytes).update(`noroshi-sighting-1:${subjectId}:`).update(tag).digest() }
}
