import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, listAt, objectAt, pointerTo, textAt } from '#base/json-object.ts'
import { MispError } from './misp-error.ts'

/** An attribute of an event or of an object in it, as it was read; its value is still hostile. */
export type MispAttribute = {
  readonly type: string
  readonly category: string
  readonly value: string
  /** Whether the author meant it for automatic detection. */
  readonly toIds: boolean
  readonly deleted: boolean
  /** Instant at which it was first seen, as written, or null. */
  readonly firstSeen: string | null
  /** Name of the object that holds it, such as `file`, and its part there; null outside of objects. */
  readonly object: { readonly name: string; readonly relation: string } | null
  /** Place in the document (RFC 6901). */
  readonly pointer: string
}

/** A cluster of a galaxy, such as one ATT&CK technique, or a tag that names one. */
export type MispCluster = {
  /** Galaxy, such as `mitre-attack-pattern`. */
  readonly galaxy: string
  /** Name, as in `Phishing - T1566`. */
  readonly name: string
  /** Ids that the galaxy gives, as in `T1566`. */
  readonly externalIds: readonly string[]
  /** Addresses of descriptions. */
  readonly references: readonly string[]
  readonly pointer: string
}

/** A MISP event, with the attributes of its objects among its own. */
export type MispEvent = {
  /** Title, or null. */
  readonly info: string | null
  /** Names of all tags on the event, its objects and their attributes, each once. */
  readonly tags: readonly string[]
  readonly attributes: readonly MispAttribute[]
  /** Clusters of every galaxy and every tag that names a cluster, on the event and below. */
  readonly clusters: readonly MispCluster[]
  /** Number of changes that others proposed and the author has not accepted; they are not read. */
  readonly proposalCount: number
  /** Places of attributes that lack a type or a value. */
  readonly malformed: readonly string[]
}

/** Tells whether `value` has one of the shapes in which MISP writes events. */
export function isMispDocument(value: JsonValue): boolean {
  return eventsIn(value).length > 0
}

/**
 * Returns the events of a MISP document: `{"Event": …}`, `{"response": …}`, a list of these, or an event alone.
 *
 * @throws {MispError} `MISP_EVENT_SHAPE` if `value` has none of these shapes.
 */
export function readMispEvents(value: JsonValue): MispEvent[] {
  const events = eventsIn(value)
  if (events.length === 0) throw new MispError('MISP_EVENT_SHAPE', 'Cannot read MISP: expected "Event", "response" or a list of attributes')
  return events.map(([event, pointer]) => readEvent(event, pointer))
}

type Place = readonly [JsonObject, string]

function eventsIn(value: JsonValue): Place[] {
  if (isJsonList(value)) return value.flatMap((item, index) => wrappedEvent(item, pointerTo('', index)))
  if (!isJsonObject(value)) return []
  const wrapped = wrappedEvent(value, '')
  if (wrapped.length > 0) return wrapped
  const response = value['response']
  if (isJsonList(response)) return response.flatMap((item, index) => wrappedEvent(item, pointerTo('/response', index)))
  if (isJsonObject(response)) return [...wrappedEvent(response, '/response'), ...bareEvent(response, '/response')].slice(0, 1)
  return bareEvent(value, '')
}

function wrappedEvent(value: JsonValue, pointer: string): Place[] {
  const event = isJsonObject(value) ? objectAt(value, 'Event') : null
  return event === null ? [] : [[event, pointerTo(pointer, 'Event')]]
}

function bareEvent(value: JsonObject, pointer: string): Place[] {
  return isJsonList(value['Attribute']) || isJsonList(value['Object']) ? [[value, pointer]] : []
}

function readEvent(event: JsonObject, pointer: string): MispEvent {
  const found: Found = { attributes: [], clusters: [], tags: new Set(), malformed: [], proposalCount: 0 }
  readTags(found, event, pointer)
  readAttributes(found, event, pointer, null)
  listAt(event, 'Object').forEach((item, index) => {
    const place = pointerTo(pointerTo(pointer, 'Object'), index)
    if (!isJsonObject(item)) found.malformed.push(place)
    else readAttributes(found, item, place, { name: textAt(item, 'name') ?? '', deleted: item['deleted'] === true })
  })
  return { ...found, info: textAt(event, 'info'), tags: [...found.tags] }
}

type Found = { attributes: MispAttribute[]; clusters: MispCluster[]; tags: Set<string>; malformed: string[]; proposalCount: number }

function readAttributes(found: Found, holder: JsonObject, pointer: string, object: { name: string; deleted: boolean } | null): void {
  found.proposalCount += listAt(holder, 'ShadowAttribute').length
  listAt(holder, 'Attribute').forEach((item, index) => {
    const place = pointerTo(pointerTo(pointer, 'Attribute'), index)
    const attribute = isJsonObject(item) ? readAttribute(item, place, object) : null
    if (attribute === null || !isJsonObject(item)) found.malformed.push(place)
    else {
      found.attributes.push(attribute)
      found.proposalCount += listAt(item, 'ShadowAttribute').length
      readTags(found, item, place)
    }
  })
}

function readAttribute(item: JsonObject, pointer: string, object: { name: string; deleted: boolean } | null): MispAttribute | null {
  const type = textAt(item, 'type')
  const value = item['value']
  if (type === null || (typeof value !== 'string' && typeof value !== 'number')) return null
  return {
    type,
    value: String(value),
    category: textAt(item, 'category') ?? '',
    toIds: item['to_ids'] === true || item['to_ids'] === 1 || item['to_ids'] === '1',
    deleted: item['deleted'] === true || item['deleted'] === 1 || item['deleted'] === '1' || object?.deleted === true,
    firstSeen: textAt(item, 'first_seen'),
    object: object === null ? null : { name: object.name, relation: textAt(item, 'object_relation') ?? '' },
    pointer,
  }
}

function readTags(found: Found, holder: JsonObject, pointer: string): void {
  listAt(holder, 'Tag').forEach((tag, index) => {
    const name = isJsonObject(tag) ? textAt(tag, 'name') : null
    if (name === null) return
    found.tags.add(name)
    const [, galaxy, cluster] = /^misp-galaxy:([^=]+)="([^"]*)"$/.exec(name) ?? []
    if (galaxy === undefined || cluster === undefined) return
    found.clusters.push({ galaxy, name: cluster, externalIds: [], references: [], pointer: pointerTo(pointerTo(pointer, 'Tag'), index) })
  })
  listAt(holder, 'Galaxy').forEach((galaxy, index) => {
    if (isJsonObject(galaxy)) readClusters(found, galaxy, pointerTo(pointerTo(pointer, 'Galaxy'), index))
  })
}

function readClusters(found: Found, galaxy: JsonObject, pointer: string): void {
  listAt(galaxy, 'GalaxyCluster').forEach((cluster, index) => {
    if (!isJsonObject(cluster)) return
    const meta = objectAt(cluster, 'meta') ?? {}
    found.clusters.push({
      galaxy: textAt(cluster, 'type') ?? textAt(galaxy, 'type') ?? '',
      name: textAt(cluster, 'value') ?? '',
      externalIds: texts(meta, 'external_id'),
      references: texts(meta, 'refs'),
      pointer: pointerTo(pointerTo(pointer, 'GalaxyCluster'), index),
    })
  })
}

/** Returns the strings at `key`, which MISP writes as a list or, when there is one, alone. */
function texts(object: JsonObject, key: string): string[] {
  const single = textAt(object, key)
  return single === null ? listAt(object, key).filter((item) => typeof item === 'string') : [single]
}
