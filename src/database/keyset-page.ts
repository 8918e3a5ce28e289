import { DatabaseError } from './database-error.ts'

/** Which rows a client asks for: at most `limit`, after the one that `after` points at. */
export type PageRequest = { readonly limit: number; readonly after: readonly string[] | null }

/** Rows and, where more follow, the cursor of the next page. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/**
 * Reads a cursor that {@link pageOf} made.
 *
 * @param keys How many sort keys the cursor holds.
 * @throws {DatabaseError} `CURSOR_INVALID` if it is not of that form.
 */
export function readCursor(cursor: string, keys: number): readonly string[] {
  // The cursor comes from the client and may be forged: it can only move within what the query shows anyway.
  const parts = /^[\w-]{1,400}$/.test(cursor) ? decode(cursor) : null
  if (parts === null || parts.length !== keys)
    throw new DatabaseError('CURSOR_INVALID', `Cannot page: the cursor is not one of this server's`)
  return parts
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
