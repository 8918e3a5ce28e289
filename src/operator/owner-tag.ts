import { createHmac } from 'node:crypto'
import type { Secret } from '#runtime/secret.ts'

/** Turns an operator into the tag under which its incidents are stored. */
export type OwnerTags = { tagOf(organisationId: string): Buffer }

/**
 * Returns the tags that `key` makes. The key lives outside the database, so that a copy of the database alone does not say who filed what.
 */
export function ownerTags(key: Secret): OwnerTags {
  return { tagOf: (organisationId) => createHmac('sha256', key.reveal()).update(`noroshi-owner-1:${organisationId}`).digest() }
}
