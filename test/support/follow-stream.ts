import type { WarningBody } from '#warning/warning-body.ts'
import { readEvents } from './read-events.ts'

/** A reader of the event stream that goes on with `Last-Event-ID` whenever its connection ends. */
export type StreamReader = {
  /** Every event with a warning, in the order of arrival. */
  readonly events: readonly { readonly id: number; readonly warning: WarningBody }[]
  /** How often it connected anew. */
  readonly resumes: () => number
  stop(): Promise<void>
}

const retryMs = 100

/** Reads from the beginning of the stream on, until it is stopped. */
export function followStream(url: string, token: string): StreamReader {
  const events: { id: number; warning: WarningBody }[] = []
  const stopping = new AbortController()
  let connections = 0
  let last: string | null = null
  const readOnce = async (): Promise<void> => {
    const headers = { authorization: `Bearer ${token}`, ...(last === null ? {} : { 'last-event-id': last }) }
    const response = await fetch(`${url}/api/v1/warnings/stream${last === null ? '?after=0' : ''}`, { headers, signal: stopping.signal })
    if (!response.ok) return response.body?.cancel()
    connections++
    for await (const event of readEvents(response)) {
      last = event.id
      events.push({ id: Number(event.id), warning: JSON.parse(event.data) as WarningBody })
    }
  }
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      // A server that is killed ends the connection in the middle of whatever it was saying.
      await readOnce().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
  })()
  return {
    events,
    resumes: () => Math.max(0, connections - 1),
    stop: () => {
      stopping.abort()
      return reading
    },
  }
}
