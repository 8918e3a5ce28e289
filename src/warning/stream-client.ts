import type { ServerResponse } from 'node:http'
import type { Clearance } from '#identity/actor.ts'

/** One event on its way to readers; the bytes are shared by all of them. */
export type StreamEvent = { readonly sequence: number; readonly bytes: Buffer }

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

/** One reader of the event stream. */
export type StreamClient = { wake(): void; heartbeat(): void; end(): void }

/**
 * Serves one reader until it leaves, is too slow, or may no longer read.
 *
 * Events are fetched as the reader takes them, so that what waits for it stays bounded; whoever is disconnected loses nothing by resuming.
 */
export function serveStreamClient(parts: StreamClientParts): StreamClient {
  const { response } = parts
  let position = parts.after
  let pumping = false
  let wanted = false
  let closed = false
  const leave = (): void => {
    if (closed) return
    closed = true
    parts.onClosed()
  }
  // Asked before every batch: a stream must not outlive the token that opened it.
  const stillMayRead = async (): Promise<boolean> => (await parts.clearanceNow().catch(() => null)) === parts.clearance
  const sendNext = async (): Promise<boolean> => {
    const events = await parts.eventsAfter(parts.clearance, position)
    if (events.length === 0) return false
    if (!(await stillMayRead())) end()
    for (const event of events) {
      if (closed) return false
      if (!(await hasRoom(parts))) cut()
      else response.write(event.bytes)
      position = event.sequence
    }
    return true
  }
  const pump = async (): Promise<void> => {
    try {
      while (wanted && !closed) {
        wanted = false
        if (await sendNext()) wanted = true
      }
    } catch (error) {
      parts.onFault(error)
      end()
    } finally {
      pumping = false
    }
  }
  const wake = (): void => {
    wanted = true
    if (pumping || closed) return
    pumping = true
    void pump()
  }
  const end = (): void => {
    leave()
    response.end()
  }
  const cut = (): void => {
    leave()
    response.destroy()
  }
  const heartbeat = async (): Promise<void> => {
    if (!(await stillMayRead())) end()
    else if (!closed && response.writableLength < parts.bufferBytes) response.write(': still here\n\n')
    // A second way for what a wake-up missed.
    wake()
  }
  response.on('close', leave)
  response.on('error', leave)
  response.write('retry: 2000\n\n')
  wake()
  return { wake, end, heartbeat: () => void heartbeat() }
}

/** Waits until the reader has taken enough; false where it is gone or took nothing for too long. */
async function hasRoom(parts: StreamClientParts): Promise<boolean> {
  const { response } = parts
  if (response.destroyed) return false
  if (response.writableLength < parts.bufferBytes) return true
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const drained = (): void => resolve(true)
  const gone = (): void => resolve(false)
  const timer = setTimeout(gone, parts.stallMillis)
  response.once('drain', drained)
  response.once('close', gone)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    response.off('drain', drained)
    response.off('close', gone)
  }
}
