// The least that fanning out can be: the same bytes to every stream, and to every endpoint a hundred at once.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, request } from 'undici'

/** What to send and to which endpoints. */
export type BareOrder = { readonly event: string; readonly body: string; readonly places: readonly string[] }

const atOnce = 100
const streams = new Set<ServerResponse>()
const agent = new Agent({ connections: 2, pipelining: 1 })

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write('retry: 2000\n\n')
  streams.add(response)
  response.on('close', () => streams.delete(response))
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => process.send?.((server.address() as AddressInfo).port))

process.on('message', ({ event, body, places }: BareOrder) => {
  const bytes = Buffer.from(event)
  for (const response of streams) response.write(bytes)
  const left = [...places]
  for (let lane = 0; lane < atOnce; lane++) void post(left, body)
})

async function post(left: string[], body: string): Promise<void> {
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const answer = await request(`http://${place}/`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
      dispatcher: agent,
    })
    await answer.body.dump()
  }
}
