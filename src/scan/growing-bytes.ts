const blockBytes = 256 * 1024
const encoder = new TextEncoder()

/** Bytes that are added at the end: in blocks, so that growing leaves no larger and larger holes in memory behind. */
export class GrowingBytes {
  readonly #blocks: Uint8Array[] = []
  /** Room left in the last block. */
  #room = 0
  #length = 0
  #scratch = new Uint8Array(4096)

  /** How many bytes there are. */
  get length(): number {
    return this.#length
  }

  /** Adds `bytes` at the end. */
  add(bytes: Uint8Array): void {
    let left = bytes
    while (left.length > 0) {
      if (this.#room === 0) {
        this.#blocks.push(new Uint8Array(blockBytes))
        this.#room = blockBytes
      }
      const taken = left.subarray(0, this.#room)
      this.#blocks.at(-1)?.set(taken, blockBytes - this.#room)
      this.#room -= taken.length
      this.#length += taken.length
      left = left.subarray(taken.length)
    }
  }

  /** Adds `text` in UTF-8 at the end. */
  addText(text: string): void {
    // A unit of UTF-16 is at most three bytes.
    if (text.length * 3 > this.#scratch.length) this.#scratch = new Uint8Array(text.length * 3)
    this.add(this.#scratch.subarray(0, encoder.encodeInto(text, this.#scratch).written))
  }

  /** Writes all bytes into `place`, which is as long as they are. */
  copyTo(place: Uint8Array): void {
    for (const [index, block] of this.#blocks.entries())
      place.set(block.subarray(0, Math.min(blockBytes, this.#length - index * blockBytes)), index * blockBytes)
  }
}
