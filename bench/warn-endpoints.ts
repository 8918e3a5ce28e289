// A process of webhook endpoints, each on a port of its own; some take a message and never answer. It tells its parent when what came.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import type { Arrivals } from './warn-readers.ts'

/** How many endpoints answer, and how many hang. */
export type EndpointsOrder = { readonly answering: number; readonly hanging: number }

/** The ports of both. */
export type EndpointsReady = { readonly answering: readonly number[]; readonly hanging: readonly number[] }

let arrivals: number[] = []
let awaited = 0

process.once('message', (order: EndpointsOrder) => void start(order))

async function start({ answering, hanging }: EndpointsOrder): Promise<void> {
  const ready: EndpointsReady = {
    answering: await portsOf(Array.from({ length: answering }, () => endpoint(true))),
    hanging: await portsOf(Array.from({ length: hanging }, () => endpoint(false))),
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

async function portsOf(servers: readonly Server[]): Promise<readonly number[]> {
  const ports: number[] = []
  for (const server of servers) {
    server.keepAliveTimeout = 60_000
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    ports.push((server.address() as AddressInfo).port)
  }
  return ports
}
