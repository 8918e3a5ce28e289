import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { request } from './api.ts'
import { ApiError } from './api-error.ts'

const seen: { method?: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[] = []
const server = createServer((incoming, outgoing) => {
  let body = ''
  incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
  incoming.on('end', () => {
    seen.push({ method: incoming.method, headers: incoming.headers, body })
    if (incoming.url === '/api/empty') outgoing.writeHead(204).end()
    else if (incoming.url === '/api/busy') outgoing.writeHead(503, { 'retry-after': '3' }).end('{"code":"DATABASE_AWAY","detail":"away"}')
    else if (incoming.url === '/api/page') outgoing.end('<html></html>')
    else outgoing.end('{"answer":1}')
  })
})

function base(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

before(async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

after(() => {
  server.close()
})

test('request() marks itself as a request of our pages and sends bytes as they are', async () => {
  const bytes = new TextEncoder().encode('{ "a":1 }')
  assert.deepEqual(await request(`${base()}/api/x`, { method: 'POST', bodyBytes: bytes, headers: { 'idempotency-key': 'k' } }), {
    answer: 1,
  })
  const last = seen.at(-1)
  assert.equal(last?.headers['noroshi-request'], '1')
  assert.equal(last.headers['accept-language'], 'en')
  assert.equal(last.headers['idempotency-key'], 'k')
  assert.equal(last.body, '{ "a":1 }')
})

test('request() returns null for an answer without a body', async () => {
  assert.equal(await request(`${base()}/api/empty`, { method: 'DELETE' }), null)
})

test('request() throws ApiError for problems, unreadable answers and silence', async () => {
  const codeOf = (path: string) =>
    request(path).then(
      () => 'answered',
      (error: unknown) => (error instanceof ApiError ? error.code : error),
    )
  assert.equal(await codeOf(`${base()}/api/busy`), 'DATABASE_AWAY')
  assert.equal(await codeOf(`${base()}/api/page`), 'ANSWER_UNREADABLE')
  assert.equal(await codeOf('http://127.0.0.1:1/api/x'), 'NETWORK_UNREACHABLE')
})

test('request() passes on that its page gave it up', async () => {
  await assert.rejects(request(`${base()}/api/x`, { signal: AbortSignal.abort() }), { name: 'AbortError' })
})
