import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of one request: it is passed on; it never arrives; it arrives and its answer is lost; it is answered by this status. */
export type Fault = 'pass' | 'lose-request' | 'lose-answer' | 503

/** A proxy in front of a server, as a network that fails. */
export type FaultProxy = { readonly url: string; readonly seen: readonly string[]; stop(): Promise<void> }

/**
 * Starts one in front of `target`.
 *
 * @param fault Called for each request with its method and path, before it is passed on; what it returns, or promises, becomes of it.
 */
export async function startFaultProxy(target: string, fault: (what: string) => Fault | Promise<Fault>): Promise<FaultProxy> {
  const seen: string[] = []
  const server = createServer((incoming, outgoing) => {
    const what = `${incoming.method} ${incoming.url}`
    seen.push(what)
    void (async () => {
      const body = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>))
      const outcome = await fault(what)
      if (outcome === 'lose-request') incoming.socket.destroy()
      else if (outcome === 503) answerAway(outgoing)
      else passOn(target, { incoming, body }, { outgoing, isLost: outcome === 'lose-answer' })
    })()
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    stop: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

function answerAway(outgoing: ServerResponse): void {
  outgoing.writeHead(503, { 'content-type': 'application/problem+json' })
  outgoing.end(JSON.stringify({ code: 'LOG_SERVICE_AWAY', detail: 'The log service is not reachable now; nothing was opened' }))
}

type Received = { readonly incoming: IncomingMessage; readonly body: Buffer }

function passOn(target: string, { incoming, body }: Received, { outgoing, isLost }: { outgoing: ServerResponse; isLost: boolean }): void {
  const { method = 'GET', url = '/', headers } = incoming
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    // By then the server has done its work.
    if (isLost) {
      answer.resume()
      incoming.socket.destroy()
      return
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  onward.on('error', () => incoming.socket.destroy())
  onward.end(body)
}
