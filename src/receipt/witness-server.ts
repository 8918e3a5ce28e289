import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from '#runtime/logger.ts'
import type { Witness, WitnessReply } from './witness.ts'

/** Where a witness listens: a TCP port, or a Unix socket. */
export type WitnessAddress = { readonly host: string; readonly port: number } | { readonly path: string }

/** A witness that listens. */
export type WitnessServer = {
  /** Submission prefix of C2SP tlog-witness, `http://HOST:PORT` or `unix:/PATH`. */
  readonly url: string
  stop(): Promise<void>
}

const longestBody = 128 * 1024
const addCheckpointPath = '/add-checkpoint'

/** Starts to answer `POST /add-checkpoint`; nothing else is there. TLS ends at a reverse proxy, or at nothing where both run on one machine. */
export async function serveWitness(witness: Witness, address: WitnessAddress, logger: Logger): Promise<WitnessServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 8 * 1024 }, (request, response) => {
    answer(witness, request, logger).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        logger.fault('alarm the witness cannot answer', error)
        send(response, { status: 500, contentType: 'text/plain; charset=utf-8', body: 'The witness cannot answer\n' })
      },
    )
  })
  server.maxConnections = 256
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(address, resolve)
  await promise
  return {
    url: 'path' in address ? `unix:${address.path}` : urlOf(address.host, server.address() as AddressInfo),
    stop: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

function urlOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function answer(witness: Witness, request: IncomingMessage, logger: Logger): Promise<WitnessReply> {
  if (request.method !== 'POST' || request.url !== addCheckpointPath) {
    return { status: 404, contentType: 'text/plain; charset=utf-8', body: `A witness answers POST ${addCheckpointPath}\n` }
  }
  const reply = await witness.addCheckpoint(await readBody(request))
  // A log that lost count of what was cosigned asks again by itself; the other refusals are news.
  if (reply.status !== 200 && reply.status !== 409) logger.warn('checkpoint refused', { status: reply.status })
  return reply
}

/** Returns the body, or as much of it as tells that it is too long: the rest is not kept. */
async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= longestBody + 1) chunks.push(chunk)
  }
  return length > longestBody ? Buffer.alloc(longestBody + 1) : Buffer.concat(chunks)
}

function send(response: ServerResponse, { status, contentType, body }: WitnessReply): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body)
}
