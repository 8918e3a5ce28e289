import type { ApiError } from './api-error.ts'

/** One line of an error summary: what is wrong, and the field it links to, where there is one. */
export type ErrorEntry = { readonly fieldId: string | null; readonly message: string }

/** A field of a form as the server's JSON pointers name it. */
export type FieldPlace = { readonly fieldId: string; readonly label: string }

/**
 * Returns the refused places of `error` as lines of an error summary, in the order in which the fields stand on the page.
 *
 * A place inside a field's value (`/ioc/3/value`) belongs to that field; a place of no field becomes a line without a link.
 *
 * @param fields The page's fields by JSON pointer, in page order, for example `{ '/inc.kind': { fieldId: 'kind', label: '事案の種別' } }`.
 */
export function errorEntries(error: ApiError, fields: Readonly<Record<string, FieldPlace>>): readonly ErrorEntry[] {
  const order = Object.keys(fields)
  return error.places
    .map((place) => ({ place, pointer: order.find((pointer) => place.pointer === pointer || place.pointer.startsWith(`${pointer}/`)) }))
    .toSorted((left, right) => rank(left.pointer, order) - rank(right.pointer, order))
    .map(({ place, pointer }) => entryOf(place.detail, pointer === undefined ? undefined : fields[pointer]))
}

/** Returns the message of the field `id` among `entries`, or null; for the `error` of a field. */
export function errorOf(entries: readonly ErrorEntry[], id: string): string | null {
  return entries.find(({ fieldId }) => fieldId === id)?.message ?? null
}

function entryOf(detail: string, field: FieldPlace | undefined): ErrorEntry {
  return field === undefined ? { fieldId: null, message: detail } : { fieldId: field.fieldId, message: `${field.label}: ${detail}` }
}

function rank(pointer: string | undefined, order: readonly string[]): number {
  return pointer === undefined ? order.length : order.indexOf(pointer)
}
