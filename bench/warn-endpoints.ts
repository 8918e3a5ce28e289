// A process of webhook endpoints, each on a loopback address of its own, as a thousand hosts would be; some take a message and never answer. It tells its parent when what came.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import type { Arrivals } from './warn-readers.ts'

/** How many endpoints answer, and how many hang. */
export type EndpointsOrder = { readonly answering: number; readonly hanging: number }

/** Where both are, as `address:port`. */
export type EndpointsReady = { readonly answering: readonly string[]; readonly hanging: readonly string[] }

let arrivals: number[] = []
let awaited = 0

process.once('message', (order: EndpointsOrder) => void start(order))

async function start({ answering, hanging }: EndpointsOrder): Promise<void> {
  const ready: EndpointsReady = {
    answering: await listening(
      Array.from({ length: answering }, () => endpoint(true)),
      1,
    ),
    hanging: await listening(
      Array.from({ length: hanging }, () => endpoint(false)),
      2,
    ),
  }
  process.send?.(ready)
  process.on('message', (expected: number) => {
    arrivals = []
    awaited = expected
  })
}

function endpoint(answers: boolean): Server {
  return createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      if (!answers) return
      response.writeHead(204).end()
      arrivals.push(Number(process.hrtime.bigint()) / 1e6)
      if (arrivals.length === awaited) process.send?.({ at: arrivals } satisfies Arrivals)
    })
  })
}

async function listening(servers: readonly Server[], network: number): Promise<readonly string[]> {
  const places: string[] = []
  for (const [index, server] of servers.entries()) {
    const address = `127.${network}.${index >> 8}.${index & 255}`
    server.keepAliveTimeout = 60_000
    server.listen(0, address)
    await once(server, 'listening')
    places.push(`${address}:${(server.address() as AddressInfo).port}`)
  }
  return places
}
