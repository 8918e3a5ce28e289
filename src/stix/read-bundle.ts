import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, listAt, pointerTo, textAt } from '#base/json-object.ts'
import { StixError } from './stix-error.ts'

/** An object of a bundle as it was read: its type and id are certain, everything else is still hostile. */
export type ReadStixObject = {
  readonly type: string
  readonly id: string
  /** Place in the document (RFC 6901). */
  readonly pointer: string
  readonly properties: JsonObject
}

/** What a bundle holds. */
export type ReadStixBundle = {
  /** Objects in their order; of several versions of one object, the latest alone. */
  readonly objects: readonly ReadStixObject[]
  /** Number of older versions that were left out. */
  readonly supersededCount: number
  /** Places of list entries that are no STIX objects, because they lack a type or an id. */
  readonly malformed: readonly string[]
}

const typeForm = /^[a-z][a-z0-9-]{2,249}$/

/** Tells whether `value` has the shape of a STIX bundle, or of the envelope in which TAXII 2.1 carries objects. */
export function isStixBundle(value: JsonValue): value is JsonObject {
  if (!isJsonObject(value)) return false
  if (textAt(value, 'type') === 'bundle') return true
  const first = listAt(value, 'objects')[0]
  return isJsonObject(first) && readObject(first, '') !== null
}

/**
 * Returns the objects of a bundle of STIX 2.0 or 2.1, or of a TAXII envelope.
 *
 * @throws {StixError} `STIX_BUNDLE_SHAPE` if `value` is neither, or its `objects` are no list.
 */
export function readStixBundle(value: JsonValue): ReadStixBundle {
  if (!isStixBundle(value)) throw new StixError('STIX_BUNDLE_SHAPE', 'Cannot read STIX: expected an object with "type": "bundle"')
  const list = value['objects'] ?? []
  if (!isJsonList(list)) throw new StixError('STIX_BUNDLE_SHAPE', 'Cannot read STIX: /objects: expected a list')
  const latest = new Map<string, ReadStixObject>()
  const malformed: string[] = []
  list.forEach((item, index) => {
    const pointer = pointerTo('/objects', index)
    const object = readObject(item, pointer)
    if (object === null) malformed.push(pointer)
    else if (isNewer(object, latest.get(object.id))) latest.set(object.id, object)
  })
  return { objects: [...latest.values()], supersededCount: list.length - malformed.length - latest.size, malformed }
}

function readObject(item: JsonValue, pointer: string): ReadStixObject | null {
  if (!isJsonObject(item)) return null
  const type = textAt(item, 'type')
  const id = textAt(item, 'id')
  return type !== null && typeForm.test(type) && id?.startsWith(`${type}--`) === true ? { type, id, pointer, properties: item } : null
}

function isNewer(object: ReadStixObject, known: ReadStixObject | undefined): boolean {
  if (known === undefined) return true
  const [mine, theirs] = [modifiedAt(object), modifiedAt(known)]
  return mine !== null && (theirs === null || Temporal.Instant.compare(mine, theirs) > 0)
}

function modifiedAt(object: ReadStixObject): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(textAt(object.properties, 'modified') ?? '')
  } catch {
    return null
  }
}
