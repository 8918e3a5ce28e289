import type { ServiceClient } from '#runtime/service-client.ts'

/** One event of a stream of server-sent events. */
export type StreamEvent = { readonly id: string | null; readonly event: string; readonly data: string }

/**
 * Yields the events of the stream at `path` until `signal` ends it or the server closes it.
 *
 * @throws {ServiceError} if the stream cannot be opened.
 */
export async function* readEventStream(
  client: ServiceClient,
  path: string,
  options: { readonly signal: AbortSignal; readonly lastEventId?: string; readonly onOpen?: () => void },
): AsyncGenerator<StreamEvent> {
  const headers = { accept: 'text/event-stream', ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }) }
  const response = await client.fetch(path, { headers, signal: options.signal })
  options.onOpen?.()
  if (response.body === null) return
  let buffered = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    buffered += chunk.replaceAll('\r\n', '\n')
    for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
      const event = parseEvent(buffered.slice(0, end))
      buffered = buffered.slice(end + 2)
      if (event !== null) yield event
    }
  }
}

/** Reads one block of lines (WHATWG HTML, section 9.2.6); a block without data is a heartbeat. */
function parseEvent(block: string): StreamEvent | null {
  let id: string | null = null
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':')
    const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')]
    if (name === 'id') id = value
    else if (name === 'event') event = value
    else if (name === 'data') data.push(value)
  }
  return data.length === 0 ? null : { id, event, data: data.join('\n') }
}
