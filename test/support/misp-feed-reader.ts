import assert from 'node:assert/strict'

/** An attribute as a reader of a MISP feed keeps it. */
export type KeptAttribute = {
  readonly uuid: string
  readonly type: string
  readonly category: string
  readonly value: string
  readonly to_ids: boolean
  readonly deleted: boolean
  readonly timestamp: string
}

/** An event as a reader of a MISP feed keeps it. */
export type KeptEvent = {
  readonly uuid: string
  readonly info: string
  readonly timestamp: string
  readonly tags: readonly string[]
  readonly attributes: ReadonlyMap<string, KeptAttribute>
}

/** What a reader of a MISP feed keeps between two fetches. */
export type MispFeedReader = {
  readonly events: ReadonlyMap<string, KeptEvent>
  /** Fetches the manifest and then the events that are new or have grown; returns the ids of those it fetched, in that order. */
  fetch(): Promise<readonly string[]>
}

type Manifest = Readonly<
  Record<string, { timestamp: string; info: string; date: string; analysis: string; threat_level_id: string } & Marked>
>
type Marked = { Orgc: { name: string; uuid: string }; Tag: { name: string; colour: string }[] }
type Document = { Event: { uuid: string; info: string; timestamp: string; Attribute: KeptAttribute[] } & Marked }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$/

/**
 * Returns a reader that does what MISP does with a feed of its own format: an event is fetched when the manifest names it for the first time or with a later
 * timestamp, and of an attribute that is known a version counts when its timestamp is later.
 *
 * @see https://www.misp-standard.org/rfc/misp-standard-core.html, "Manifest", and how MISP and PyMISP read and write feeds.
 */
export function mispFeedReader(base: string, headers: Readonly<Record<string, string>>): MispFeedReader {
  const events = new Map<string, KeptEvent>()
  const read = async (place: string): Promise<unknown> => {
    const response = await fetch(`${base}/${place}`, {
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    })
    assert.equal(response.status, 200, place)
    return response.json()
  }
  return {
    events,
    fetch: async () => {
      const manifest = (await read('manifest.json')) as Manifest
      const changed = Object.entries(manifest).filter(([id, entry]) => {
        checkEntry(id, entry)
        return Number(events.get(id)?.timestamp ?? -1) < Number(entry.timestamp)
      })
      for (const [id, entry] of changed) {
        const { Event: event } = (await read(`${id}.json`)) as Document
        assert.deepEqual([event.uuid, event.timestamp, event.info, event.Orgc], [id, entry.timestamp, entry.info, entry.Orgc])
        events.set(id, merged(events.get(id), event))
      }
      return changed.map(([id]) => id)
    },
  }
}

function checkEntry(id: string, entry: Manifest[string]): void {
  assert.match(id, uuid)
  assert.match(entry.Orgc.uuid, uuid)
  assert.match(entry.timestamp, /^\d{10}$/)
  assert.match(entry.date, /^\d{4}-\d\d-\d\d$/)
  assert.ok(entry.info !== '' && entry.Orgc.name !== '' && /^[0-2]$/.test(entry.analysis) && /^[1-4]$/.test(entry.threat_level_id))
  for (const tag of entry.Tag) assert.match(tag.colour, /^#[0-9a-f]{6}$/i)
}

function merged(before: KeptEvent | undefined, event: Document['Event']): KeptEvent {
  const attributes = new Map(before?.attributes)
  for (const attribute of event.Attribute) {
    assert.match(attribute.uuid, uuid)
    assert.ok(Number(attribute.timestamp) <= Number(event.timestamp), 'an attribute is never later than its event')
    const known = attributes.get(attribute.uuid)
    if (known === undefined || Number(known.timestamp) < Number(attribute.timestamp)) attributes.set(attribute.uuid, attribute)
  }
  return { uuid: event.uuid, info: event.info, timestamp: event.timestamp, tags: event.Tag.map((tag) => tag.name), attributes }
}
