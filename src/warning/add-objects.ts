import { utf8 } from '#base/bytes.ts'
import type { InTransaction } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import { tlpMarking } from '#stix/tlp-marking.ts'
import { shuffled, type Chance } from './chance.ts'
import { holdsObject, insertObjects, newestPlace, type RenderedObject } from './warning-object-store.ts'

/** Objects of one release tick for the collection of one TLP level. */
export type TickObjects = {
  readonly collection: Clearance
  readonly objects: readonly RenderedObject[]
  /** When the transaction publishes; the clock may have stepped back since the last time. */
  readonly now: Temporal.Instant
  readonly chance: Chance
}

/**
 * Adds the objects of one tick to a collection, in an order that tells nothing of where they came from; the first ones bring the marking definition along.
 *
 * Each gets a microsecond of its own, later than every earlier one of the collection, so that a position in time is a position in the list.
 * The caller holds the publication lock.
 */
export async function addObjects(tx: InTransaction, tick: TickObjects): Promise<void> {
  if (tick.objects.length === 0) return
  const marking = renderedMarking(tick.collection)
  const marked = await holdsObject(tx, tick.collection, marking.stixId)
  const newest = await newestPlace(tx, tick.collection)
  const first = Math.max(tick.now.epochMilliseconds * 1000, newest + 1)
  const ordered = [...(marked ? [] : [marking]), ...shuffled(tick.objects, tick.chance)]
  await insertObjects(
    tx,
    tick.collection,
    ordered.map((object, index) => ({ ...object, addedMicros: first + index })),
  )
}

/** Returns the TLP 2.0 marking definition of a level as an object that belongs to no warning. */
export function renderedMarking(tlp: Clearance): RenderedObject {
  const marking = tlpMarking(tlp)
  return { stixId: marking.id, type: marking.type, version: marking.created, body: utf8(JSON.stringify(marking)), warning: null }
}
