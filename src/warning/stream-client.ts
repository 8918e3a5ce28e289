import type { ServerResponse } from 'node:http'
import type { Clearance } from '#identity/actor.ts'

/** One event on its way to readers; its bytes are shared by all of them. */
export type StreamEvent = {
  readonly sequence: number
  /** As a chunk of HTTP/1.1 (RFC 9112, section 7.1): what {@link streamChunk} returns. */
  readonly chunk: Buffer
}

const lineEnd = '\r\n'

/** Returns text as one chunk of HTTP/1.1. */
export function streamChunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}${lineEnd}${text}${lineEnd}`)
}

const signOfLife = streamChunk(': still here\n\n')

/** How one reader is served. */
export type StreamClientParts = {
  readonly response: ServerResponse
  readonly clearance: Clearance
  /** The place after which the reader wants to read on. */
  readonly after: number
  /** Returns the next events after a place, oldest first; none where the reader has everything. */
  readonly eventsAfter: (clearance: Clearance, after: number) => Promise<readonly StreamEvent[]>
  /** Returns up to which level the caller may read now; throws where its credential no longer counts. */
  readonly clearanceNow: () => Promise<Clearance>
  /** How many bytes may wait for a reader before the next event must wait, too. */
  readonly bufferBytes: number
  /** After how many milliseconds without progress a reader is disconnected. */
  readonly stallMillis: number
  readonly onClosed: () => void
  readonly onFault: (error: unknown) => void
}

/**
 * One reader of the event stream, served until it leaves, is too slow, or may no longer read.
 *
 * Events are fetched as the reader takes them, so that what waits for it stays bounded; whoever is disconnected loses nothing by resuming.
 */
export class StreamClient {
  readonly #parts: StreamClientParts
  #position: number
  #pumping = false
  #wanted = false
  #closed = false

  constructor(parts: StreamClientParts) {
    this.#parts = parts
    this.#position = parts.after
    parts.response.on('close', () => this.#leave())
    parts.response.on('error', () => this.#leave())
    parts.response.write('retry: 2000\n\n')
  }

  /** Sends what is new. */
  wake(): void {
    this.#wanted = true
    if (this.#pumping || this.#closed) return
    this.#pumping = true
    void this.#pump()
  }

  /** Sends a sign of life, and ends the stream where the caller may no longer read. */
  async heartbeat(): Promise<void> {
    if (!(await this.#mayRead())) this.end()
    else if (!this.#closed && this.#parts.response.writableLength < this.#parts.bufferBytes) writeChunk(this.#parts.response, signOfLife)
    // A second way for what a wake-up missed.
    this.wake()
  }

  /** Ends the stream; the reader comes back and resumes. */
  end(): void {
    this.#leave()
    this.#parts.response.end()
  }

  async #pump(): Promise<void> {
    try {
      while (this.#wanted && !this.#closed) {
        this.#wanted = false
        if (await this.#sendNext()) this.#wanted = true
      }
    } catch (error) {
      this.#parts.onFault(error)
      this.end()
    } finally {
      this.#pumping = false
    }
  }

  /** Sends one batch; false where there was none. */
  async #sendNext(): Promise<boolean> {
    const { eventsAfter, clearance, response } = this.#parts
    const events = await eventsAfter(clearance, this.#position)
    if (events.length === 0) return false
    // Asked before every batch: a stream must not outlive the token that opened it.
    if (!(await this.#mayRead())) this.end()
    for (const event of events) {
      if (this.#closed) return false
      if (!(await hasRoom(this.#parts))) {
        this.#leave()
        response.destroy()
        return false
      }
      writeChunk(response, event.chunk)
      this.#position = event.sequence
    }
    return true
  }

  async #mayRead(): Promise<boolean> {
    return (await this.#parts.clearanceNow().catch(() => null)) === this.#parts.clearance
  }

  #leave(): void {
    if (this.#closed) return
    this.#closed = true
    this.#parts.onClosed()
  }
}

/**
 * Writes a chunk that was framed once for all readers straight to the connection, which takes half the time of having it framed for each. Only where
 * nothing of the response waits to go out before it, and where the reader speaks HTTP/1.1.
 */
function writeChunk(response: ServerResponse, chunk: Buffer): void {
  const { socket } = response
  if (socket !== null && response.chunkedEncoding && response.writableLength === socket.writableLength) socket.write(chunk)
  else response.write(chunk.subarray(chunk.indexOf(lineEnd) + lineEnd.length, -lineEnd.length))
}

/** Waits until the reader has taken enough; false where it is gone or took nothing for too long. */
async function hasRoom(parts: StreamClientParts): Promise<boolean> {
  const { response } = parts
  const { socket } = response
  if (response.destroyed || socket === null) return false
  if (response.writableLength < parts.bufferBytes) return true
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const drained = (): void => resolve(true)
  const gone = (): void => resolve(false)
  const timer = setTimeout(gone, parts.stallMillis)
  socket.once('drain', drained)
  response.once('close', gone)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    socket.off('drain', drained)
    response.off('close', gone)
  }
}
