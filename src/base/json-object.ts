import type { JsonObject, JsonValue } from './canonical-json.ts'

/** Tells whether `value` is a JSON object: neither null, nor an array, nor a plain value. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Tells whether `value` is a JSON array. */
export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** Returns the string at `key` of `object`, or null where there is none. */
export function textAt(object: JsonObject, key: string): string | null {
  const value = own(object, key)
  return typeof value === 'string' ? value : null
}

/** Returns the list at `key` of `object`; an absent one, and anything else, is an empty list. */
export function listAt(object: JsonObject, key: string): readonly JsonValue[] {
  const value = own(object, key)
  return isJsonList(value) ? value : []
}

/** Returns the object at `key` of `object`, or null where there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject | null {
  const value = own(object, key)
  return isJsonObject(value) ? value : null
}

/** Returns `pointer` extended by one key or index (RFC 6901). */
export function pointerTo(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

// A key such as "constructor" comes from the text alone, never from the prototype.
function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}
