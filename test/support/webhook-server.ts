import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook as it came in. */
export type ReceivedWebhook = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }

/** A real HTTP server on the loopback address that keeps what it gets, in order. */
export type WebhookServer = {
  readonly port: number
  readonly received: readonly ReceivedWebhook[]
  /** How many requests are being answered now, and how many were at most. */
  readonly open: { now: number; most: number }
  stop(): Promise<void>
}

/** Says how to answer; by default 204. */
export type WebhookAnswer = (webhook: ReceivedWebhook, response: ServerResponse) => void | Promise<void>

/** Starts it on a free port. */
export async function startWebhookServer(
  answer: WebhookAnswer = (_, response) => void response.writeHead(204).end(),
): Promise<WebhookServer> {
  const received: ReceivedWebhook[] = []
  const open = { now: 0, most: 0 }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    open.now++
    open.most = Math.max(open.most, open.now)
    response.once('close', () => open.now--)
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString('utf8')
    const webhook = { path: request.url ?? '', headers: request.headers, body }
    received.push(webhook)
    await answer(webhook, response)
  }
  const server = createServer((request, response) => {
    // A client that goes away in the middle is none of this server's business.
    serve(request, response).catch(() => response.destroy())
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as AddressInfo
  return {
    port,
    received,
    open,
    stop: () => {
      const { promise: closed, resolve: close } = Promise.withResolvers<void>()
      server.close(() => close())
      server.closeAllConnections()
      return closed
    },
  }
}
