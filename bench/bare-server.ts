// The least that a server can do: hash the token, look it up, send a page that it has in memory. What everything else is measured against.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hashCredential } from '#identity/credential.ts'

/** The page to send and the token to ask for. */
export type BarePage = { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>>; readonly token: string }

process.once('message', (page: BarePage) => {
  const body = Buffer.from(page.body)
  const known = new Set([hashCredential(page.token).toString('latin1')])
  const server = createServer((request, response) => {
    const token = (request.headers.authorization ?? '').slice('Bearer '.length)
    if (!known.has(hashCredential(token).toString('latin1'))) {
      response.writeHead(401).end()
      return
    }
    response.writeHead(200, page.headers).end(body)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
})
