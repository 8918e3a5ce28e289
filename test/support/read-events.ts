/** One server-sent event as it arrived. */
export type ArrivedEvent = { readonly id: string; readonly event: string; readonly data: string }

/** Yields the events of an answer with server-sent events until it ends; comments and `retry` are left out. */
export async function* readEvents(response: Response): AsyncGenerator<ArrivedEvent> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
      const data = fields.get('data')
      if (data !== undefined) yield { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data }
    }
  }
}

/** Returns the next `count` events of a stream. */
export async function takeEvents(events: AsyncGenerator<ArrivedEvent>, count: number): Promise<readonly ArrivedEvent[]> {
  const taken: ArrivedEvent[] = []
  while (taken.length < count) {
    const next = await events.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}
