import canonicalize from 'canonicalize'

/** A value that JSON can carry. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject

/** An object that JSON can carry. */
export type JsonObject = { readonly [key: string]: JsonValue }

/** Returns the one text that RFC 8785 (JSON Canonicalization Scheme) gives `value`, for hashing and signing. */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('Cannot canonicalise: the value is not JSON')
  return text
}
