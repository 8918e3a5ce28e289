import { Agent, request } from 'node:http'

/** One request of a load: the same bytes may be sent many times. */
export type LoadRequest = {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** An answer; status 0 where none came. */
export type LoadAnswer = { readonly status: number; readonly text: string }

/** A client that keeps its connections, for more requests at once than `fetch` is made for. */
export type LoadClient = { send(one: LoadRequest): Promise<LoadAnswer>; close(): void }

/** Returns a client with at most `connections` connections to each server. */
export function createLoadClient(connections: number): LoadClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    send: ({ port, path, headers, body }) => {
      const { promise, resolve } = Promise.withResolvers<LoadAnswer>()
      const nothing = (): void => resolve({ status: 0, text: '' })
      const length = { 'content-length': String(body.byteLength) }
      const outgoing = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers: { ...headers, ...length } }, (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }))
        incoming.on('error', nothing)
      })
      outgoing.on('error', nothing)
      outgoing.end(body)
      return promise
    },
    close: () => agent.destroy(),
  }
}

/** Runs `work` over all `items`, at most `width` at a time. */
export async function atOnce<Item>(items: Iterable<Item>, width: number, work: (item: Item) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.iterator]()
  const run = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: width }, run))
}
