import { DatabaseError } from './database-error.ts'

/** Which rows a client asks for: at most `limit`, after the one that `after` points at. */
export type PageRequest = { readonly limit: number; readonly after: readonly string[] | null }

/** Rows and, where more follow, the cursor of the next page. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/** What a sort key in a cursor is; an instant may be `infinity`, a name is a code such as that of a law. */
export type CursorKey = 'instant' | 'uuid' | 'count' | 'name'

const keyForms: Readonly<Record<CursorKey, RegExp>> = {
  instant: /^(?:infinity|(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  count: /^\d{1,15}$/,
  name: /^[\w.-]{1,100}$/,
}

/**
 * Reads a cursor that {@link pageOf} made.
 *
 * @param keys What its sort keys are, in order.
 * @throws {DatabaseError} `CURSOR_INVALID` if it is not of that form.
 */
export function readCursor(cursor: string, keys: readonly CursorKey[]): readonly string[] {
  // The cursor comes from the client and may be forged: it can only move within what the query shows anyway.
  const parts = /^[\w-]{1,400}$/.test(cursor) ? decode(cursor) : null
  if (parts === null || parts.length !== keys.length || !keys.every((key, index) => isKey(key, parts[index] ?? '')))
    throw new DatabaseError('CURSOR_INVALID', `Cannot page: the cursor is not one of this server's`)
  return parts
}

function isKey(key: CursorKey, text: string): boolean {
  return keyForms[key].test(text) && (key !== 'instant' || text === 'infinity' || exists(text))
}

function exists(instant: string): boolean {
  try {
    Temporal.Instant.from(instant)
    return true
  } catch {
    return false
  }
}

/**
 * Returns one page of `rows`, which were asked for with a limit of one more than `request.limit`.
 *
 * @param keysOf The sort keys of a row, in order, as text.
 */
export function pageOf<Row>(rows: readonly Row[], request: PageRequest, keysOf: (row: Row) => readonly string[]): Page<Row> {
  const shown = rows.slice(0, request.limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > request.limit && last !== undefined ? encode(keysOf(last)) : null }
}

function encode(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url')
}

function decode(cursor: string): readonly string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : null
  } catch {
    return null
  }
}
