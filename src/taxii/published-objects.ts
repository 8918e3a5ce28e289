import type { Database } from '#database/database.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import { publicationState } from '#warning/publication-state-store.ts'
import { takenDownVersions } from '#warning/take-down-store.ts'
import { objectsAfter } from '#warning/warning-object-store.ts'
import { ObjectIndex } from './object-index.ts'

/** Everything that is published, in the memory of this process, ready to be sent. */
export type PublishedObjects = {
  /** Reads what was published since the last time; the first time everything. Calls wait for one another. */
  readonly refresh: () => Promise<void>
  /** Returns the objects of one TLP level, or null before the first refresh is done. */
  collection(tlp: Clearance): ObjectIndex | null
  /** The newest release tick (ISO 8601) of which everything is here; null where nothing was published. */
  readonly upTo: string | null
}

const readAtOnce = 5_000

/** Returns the published objects of `parts.database`; they are empty until `refresh()` ran. */
export function createPublishedObjects(parts: { readonly database: Database }): PublishedObjects {
  let indexes = new Map(clearances.map((tlp) => [tlp, new ObjectIndex()]))
  let takenDown = 0
  let loaded = false
  let upTo: string | null = null
  let running: Promise<void> = Promise.resolve()
  const load = async (): Promise<void> => {
    // Before the objects: what is published in between is there, too, and nothing that is told to be there is not.
    const state = await publicationState(parts.database.kysely, clearances.at(-1) ?? 'clear')
    const gone = await takenDownVersions(parts.database.kysely)
    // What was taken down must be nowhere, and an index only grows: another one takes its place once it holds everything.
    const next = gone === takenDown ? indexes : new Map(clearances.map((tlp) => [tlp, new ObjectIndex()]))
    for (const [tlp, index] of next) await readNew(parts.database, tlp, index)
    indexes = next
    takenDown = gone
    loaded = true
    upTo = state.publishedAt
  }
  return {
    refresh: () => {
      running = running.then(load, load)
      return running
    },
    collection: (tlp) => (loaded ? (indexes.get(tlp) ?? null) : null),
    get upTo() {
      return upTo
    },
  }
}

async function readNew(database: Database, collection: Clearance, index: ObjectIndex): Promise<void> {
  for (;;) {
    const objects = await objectsAfter(database.kysely, { collection, afterMicros: index.newestMicros, limit: readAtOnce })
    for (const object of objects)
      index.add({
        stixId: object.stixId,
        type: object.type,
        versionMillis: Date.parse(object.version),
        addedMicros: object.addedMicros,
        body: object.body,
      })
    if (objects.length < readAtOnce) return
  }
}
