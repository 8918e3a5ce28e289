import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody between client and server. */
export type TamperingProxy = {
  readonly url: string
  /** What it makes of the answers to a path; everything else passes as it is. */
  alter(path: string, change: ((body: string) => string) | null): void
  /** Paths that were asked for with a method other than GET. */
  readonly sent: () => readonly string[]
  stop(): Promise<void>
}

/** Starts a server on a free loopback port that passes everything to `target`, but for the answers that it alters. */
export async function startTamperingProxy(target: string): Promise<TamperingProxy> {
  const changes = new Map<string, (body: string) => string>()
  const sent: string[] = []
  const { hostname, port, host } = new URL(target)
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    if (incoming.method !== 'GET') sent.push(path)
    const headers = { ...incoming.headers, host, 'accept-encoding': 'identity' }
    if (headers.origin !== undefined) headers.origin = target
    const passed = request({ hostname, port, path, method: incoming.method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const change = changes.get(path.split('?')[0] ?? '')
        const body = change === undefined ? Buffer.concat(chunks) : Buffer.from(change(Buffer.concat(chunks).toString('utf8')))
        const { 'transfer-encoding': _, ...kept } = answer.headers
        outgoing.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': String(body.length) })
        outgoing.end(body)
      })
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    alter: (path, change) => void (change === null ? changes.delete(path) : changes.set(path, change)),
    sent: () => sent,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
