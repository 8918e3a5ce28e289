import type { Database } from '#database/database.ts'
import { recordPickUp } from '#delivery/pick-up-store.ts'
import { readableLevels, type Actor, type Clearance } from '#identity/actor.ts'

/** Who came to the end of which collection, and the release tick (ISO 8601) up to which that collection was complete. */
export type CollectionRead = { readonly actor: Actor; readonly tlp: Clearance; readonly upTo: string | null }

/**
 * Returns what notes how far organisations have come over TAXII: to the tick up to which they have read the collections of all levels that they may read.
 *
 * Each process knows what was read from it alone: a client that moves between processes is noted later, never too early.
 */
export function createTaxiiPickUps(database: Database): (read: CollectionRead) => Promise<void> {
  const ends = new Map<string, Map<Clearance, number>>()
  return async ({ actor, tlp, upTo }) => {
    if (actor.kind !== 'person' || upTo === null) return
    const own = ends.get(actor.organisationId) ?? new Map<Clearance, number>()
    ends.set(actor.organisationId, own.set(tlp, Temporal.Instant.from(upTo).epochMilliseconds))
    const read = readableLevels(actor).map((level) => own.get(level) ?? null)
    const least = read.reduce((sofar, one) => (sofar === null || one === null ? null : Math.min(sofar, one)), Infinity)
    if (least === null) return
    const tick = Temporal.Instant.fromEpochMilliseconds(least).toString()
    await recordPickUp(database.kysely, { organisationId: actor.organisationId, channel: 'taxii', upTo: tick })
  }
}
