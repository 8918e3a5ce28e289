import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { fixedClock } from '#runtime/clock.ts'
import { createLogger } from '#runtime/logger.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { healthRoutes } from './health-routes.ts'
import { Problem } from './problem.ts'
import { defineRoute, type Route } from './route.ts'
import { createServer, type Authority } from './server.ts'

type Name = string | null

/** Knows Ann by any Authorization header that ends in her token, and nobody else. */
const authority: Authority<Name> = {
  nobody: null,
  authenticate: async ({ authorization }: IncomingHttpHeaders) => {
    if (authorization === undefined) return { actor: null, byCookie: false, caller: null }
    if (authorization.endsWith('anns-token')) return { actor: 'ann', byCookie: false, caller: 'ann' }
    throw new Problem(401, 'CREDENTIAL_REFUSED', 'Unknown')
  },
  mayTry: (actor, permission) => (permission === 'public' || actor !== null ? 'yes' : 'sign-in'),
}

const common = { summary: '', tag: 'test', answers: {} }

function route(path: string, permission: string, more: Partial<Route<Name>> = {}): Route<Name> {
  const handler = ({ actor }: { actor: Name }) => ({ body: actor })
  return defineRoute<Name>({ ...common, method: 'GET', path, operation: path, permission, handler, ...more })
}

const metricsToken = 'a token for the counters'

async function serve(t: TestContext, routes: readonly Route<Name>[]): Promise<(path: string, init?: RequestInit) => Promise<number>> {
  const health = healthRoutes<Name>({
    isReady: () => Promise.resolve(true),
    metrics: createMetrics(),
    mayReadMetrics: (address, authorization) => address === '127.0.0.1' || authorization === `Bearer ${metricsToken}`,
  })
  const app = await createServer({
    routes: [...routes, ...health],
    permissions: new Set(['public', 'private']),
    authority,
    logger: createLogger(new Writable({ write: (_chunk, _encoding, done) => done() })),
    metrics: createMetrics(),
    clock: fixedClock(Temporal.Instant.from('2026-11-22T09:00:00Z')),
    demo: false,
    https: false,
    proxies: [],
    isOpen: () => true,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return async (path, init) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init ?? {})
    await response.arrayBuffer()
    return response.status
  }
}

async function statuses(count: number, ask: (turn: number) => Promise<number>): Promise<readonly number[]> {
  const found: number[] = []
  for (let turn = 0; turn < count; turn++) found.push(await ask(turn))
  return found
}

test('the server counts strangers by address, whatever else their requests bring', async (t) => {
  const ask = await serve(t, [route('/open', 'public', { perMinute: 3 })])
  assert.deepEqual(await statuses(5, (turn) => ask('/open', { headers: { cookie: `turn=${turn}` } })), [200, 200, 200, 429, 429])
})

test('the server counts a known caller as one, however it writes its credential, and apart from strangers', async (t) => {
  const ask = await serve(t, [route('/open', 'public', { perMinute: 3 })])
  const asAnn = (turn: number) => ask('/open', { headers: { authorization: `Bearer ${turn} anns-token`, cookie: `turn=${turn}` } })
  assert.deepEqual(await statuses(4, asAnn), [200, 200, 200, 429])
  assert.equal(await ask('/open'), 200)
})

test('the server stops looking up credentials for an address that brought too many wrong ones', async (t) => {
  const ask = await serve(t, [route('/open', 'public', { perMinute: 100_000 })])
  const asStranger = (turn: number) => ask('/open', { headers: { authorization: `Bearer ${turn}` } })
  const found = await statuses(602, asStranger)
  assert.deepEqual([found.indexOf(429), found.filter((status) => status === 401).length], [600, 600])
  assert.equal(await ask('/open'), 200)
})

test('the server refuses a stranger before it reads the body', async (t) => {
  const ask = await serve(t, [route('/private', 'private', { method: 'POST' })])
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[[[' }
  assert.equal(await ask('/private', post), 401)
  assert.equal(await ask('/private', { ...post, headers: { ...post.headers, authorization: 'anns-token' } }), 400)
})

test('/metrics takes its own token, and does not take a request through a proxy for one of this machine', async (t) => {
  const ask = await serve(t, [])
  const forwarded = { 'x-forwarded-for': '192.0.2.7' }
  assert.equal(await ask('/metrics'), 200)
  assert.equal(await ask('/metrics', { headers: forwarded }), 401)
  assert.equal(await ask('/metrics', { headers: { ...forwarded, authorization: `Bearer ${metricsToken}` } }), 200)
})
