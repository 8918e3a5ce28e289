/** Writes the next bytes into the beginning of `room` and returns how many: at least one, or 0 at the end. */
export type ReadBytes = (room: Uint8Array) => Promise<number>

/** Returns what reads the parts that `next` gives, one after another; null is the end. */
export function readParts(next: () => Promise<Uint8Array | null>): ReadBytes {
  let left: Uint8Array = new Uint8Array()
  return async (room) => {
    while (left.length === 0) {
      const part = await next()
      if (part === null) return 0
      left = part
    }
    const taken = left.subarray(0, room.length)
    room.set(taken)
    left = left.subarray(taken.length)
    return taken.length
  }
}

/** Fills chunks with whole lines of a log, as much as each takes. */
export class LineChunks {
  readonly #read: ReadBytes
  /** The beginning of a line whose end is not read yet. */
  #rest: Uint8Array = new Uint8Array()

  constructor(read: ReadBytes) {
    this.#read = read
  }

  /**
   * Fills `chunk` from its beginning, leaves its last byte free, and returns how many bytes it holds now; 0 at the end of the log.
   *
   * A chunk ends after a line; where one line alone is longer, between two words of it.
   */
  async next(chunk: Uint8Array): Promise<number> {
    const room = chunk.subarray(0, chunk.length - 1)
    room.set(this.#rest)
    let length = this.#rest.length
    this.#rest = new Uint8Array()
    while (length < room.length) {
      const count = await this.#read(room.subarray(length))
      if (count === 0) return length
      length += count
    }
    const end = lastEnd(room)
    this.#rest = room.slice(end)
    return end
  }
}

const [lineFeed, space] = [0x0a, 0x20]

function lastEnd(chunk: Uint8Array): number {
  const line = chunk.lastIndexOf(lineFeed) + 1
  if (line > 0) return line
  const word = chunk.lastIndexOf(space) + 1
  return word > 0 ? word : chunk.length
}
