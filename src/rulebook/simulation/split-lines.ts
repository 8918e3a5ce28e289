import { concatBytes } from '#base/bytes.ts'

/** One line of a file, without its end. `bytes` is null for a line beyond the limit, of which nothing is kept. */
export type Line = { readonly number: number; readonly bytes: Uint8Array | null }

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Yields the lines of `chunks` that hold something, in order and numbered from 1; a line never takes more memory than `longest` bytes and one chunk.
 *
 * @param longest Bytes that a line may have.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Line, void, undefined> {
  const open: OpenLine = { number: 1, parts: [], length: 0, isTooLong: false }
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      append(open, chunk.subarray(from, end), longest)
      from = end + 1
      yield* close(open)
    }
    append(open, chunk.subarray(from), longest)
  }
  yield* close(open)
}

type OpenLine = { number: number; parts: Uint8Array[]; length: number; isTooLong: boolean }

function append(open: OpenLine, part: Uint8Array, longest: number): void {
  if (open.isTooLong || part.length === 0) return
  open.length += part.length
  if (open.length > longest) {
    open.isTooLong = true
    open.parts = []
  } else open.parts.push(part)
}

/** Yields the line that has ended, unless it is blank, and begins the next. */
function* close(open: OpenLine): Generator<Line, void, undefined> {
  const { number, parts, isTooLong } = open
  const bytes = parts.length === 1 ? parts[0] : concatBytes(...parts)
  open.number++
  open.parts = []
  open.length = 0
  open.isTooLong = false
  if (isTooLong) yield { number, bytes: null }
  else if (bytes !== undefined && bytes.some((byte) => byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn)) yield { number, bytes }
}
