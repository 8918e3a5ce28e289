import type { Database } from '#database/database.ts'
import { pieceBytes, readPiece } from './attachment-store.ts'

/** A range of bytes, half-open. */
export type ByteRange = { readonly from: number; readonly to: number }

/** Returns the bytes of an attachment in a range, a piece at a time. */
export async function* readAttachment(database: Database, id: string, { from, to }: ByteRange): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to;) {
    const piece = Math.floor(at / pieceBytes)
    const content = await readPiece(database.pool, id, piece)
    const start = at - piece * pieceBytes
    const part = content?.subarray(start, Math.min(pieceBytes, to - piece * pieceBytes)) ?? null
    if (part === null || part.length === 0) throw new TypeError(`Cannot read attachment ${id}: piece ${piece} is not there`)
    yield part
    at += part.length
  }
}

/**
 * Returns the range that a Range header asks for (RFC 9110, section 14): `whole` without one and for one that we need not heed, such as several ranges at
 * once; `unsatisfiable` for one behind the end.
 */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const { first, last } = /^bytes=(?<first>\d{0,15})-(?<last>\d{0,15})$/.exec(header ?? '')?.groups ?? {}
  if (first === undefined || last === undefined || first + last === '') return 'whole'
  if (first === '') return Number(last) === 0 ? 'unsatisfiable' : { from: Math.max(0, bytes - Number(last)), to: bytes }
  const from = Number(first)
  const to = last === '' ? bytes : Math.min(bytes, Number(last) + 1)
  if (last !== '' && Number(last) < from) return 'whole'
  return from >= bytes ? 'unsatisfiable' : { from, to }
}
