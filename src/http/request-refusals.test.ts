import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import Type from 'typebox'
import { systemClock } from '#runtime/clock.ts'
import { createLogger } from '#runtime/logger.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Problem } from './problem.ts'
import { defineRoute, type Route } from './route.ts'
import { createServer, type Authority } from './server.ts'

/** Knows whoever sends a cookie, as a browser does unasked, and nobody else. */
const authority: Authority<string | null> = {
  nobody: null,
  authenticate: async ({ cookie }) =>
    cookie === undefined ? { actor: null, byCookie: false, caller: null } : { actor: 'ann', byCookie: true, caller: 'ann' },
  mayTry: () => 'yes',
}

const common = { summary: '', tag: 'test', answers: {}, permission: 'public' }
const body = Type.Object({ count: Type.Integer({ minimum: 1 }), 'a/b': Type.Optional(Type.String()) }, { additionalProperties: false })
const echo = defineRoute<string | null>({
  ...common,
  method: 'POST',
  path: '/echo/{id}',
  operation: 'echo',
  params: Type.Object({ id: Type.String({ pattern: '^[a-z]+$' }) }),
  query: Type.Object({ limit: Type.Optional(Type.Integer({ maximum: 9 })) }, { additionalProperties: false }),
  body,
  bodyBytes: 1024,
  perMinute: 1_000_000,
  handler: () => ({ body: 'fine' }),
})

function failing(path: string, error: unknown): Route<string | null> {
  return defineRoute<string | null>({
    ...common,
    method: 'GET',
    path,
    operation: path,
    handler: () => {
      throw error
    },
  })
}

type Options = { readonly https?: boolean; readonly demo?: boolean; readonly isOpen?: boolean }

function makeServer(routes: readonly Route<string | null>[], options: Options = {}, log: (line: string) => void = () => {}) {
  return createServer({
    routes,
    permissions: new Set(['public']),
    authority,
    logger: createLogger(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          log(chunk.toString('utf8'))
          done()
        },
      }),
    ),
    metrics: createMetrics(),
    clock: systemClock(),
    demo: options.demo ?? false,
    https: options.https ?? false,
    proxies: [],
    isOpen: () => options.isOpen ?? true,
  })
}

async function serve(
  t: TestContext,
  routes: readonly Route<string | null>[],
  options: Options = {},
  log: (line: string) => void = () => {},
) {
  const app = await makeServer(routes, options, log)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => app.close())
  const { port } = app.server.address() as AddressInfo
  return async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, problem: () => JSON.parse(text) as ProblemAnswer }
  }
}

type ProblemAnswer = {
  readonly type: string
  readonly status: number
  readonly code: string
  readonly requestId: string
  readonly errors?: readonly { readonly pointer: string }[]
}

function post(text: BodyInit, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } }
}

test('the server refuses to start with a route that names no known permission, or a place or name twice', async () => {
  for (const permission of ['', 'no.such.act']) await assert.rejects(makeServer([{ ...echo, permission }]), /names no known permission/)
  await assert.rejects(makeServer([echo, { ...echo, operation: 'other' }]), /two routes are called POST \/echo/)
  await assert.rejects(makeServer([echo, { ...echo, path: '/other' }]), /two routes are called echo/)
})

test('the server names every wrong place of a request by a JSON pointer', async (t) => {
  const ask = await serve(t, [echo])
  const pointers = async (path: string, sent: unknown) => {
    const { status, problem } = await ask(path, post(JSON.stringify(sent)))
    return [status, problem().code, (problem().errors ?? []).map(({ pointer }) => pointer)]
  }
  assert.deepEqual(await pointers('/echo/a', { count: 0 }), [422, 'INPUT_INVALID', ['/body/count']])
  assert.deepEqual(await pointers('/echo/a', { count: 1, 'a/b': 2 }), [422, 'INPUT_INVALID', ['/body/a~1b']])
  assert.deepEqual(await pointers('/echo/A', { count: 1 }), [422, 'INPUT_INVALID', ['/params/id']])
  assert.deepEqual(await pointers('/echo/a?limit=10', { count: 1 }), [422, 'INPUT_INVALID', ['/query/limit']])
  assert.deepEqual(await pointers('/echo/a?limit=x', { count: 1 }), [422, 'INPUT_INVALID', ['/query/limit']])
  assert.equal((await ask('/echo/a?limit=9', post('{"count":1}'))).status, 200)
})

test('the server refuses bodies that are too large, of another type or unreadable, before a handler sees them', async (t) => {
  const ask = await serve(t, [echo])
  const refusals: readonly (readonly [RequestInit, number, string])[] = [
    [post(`{"count":1,"a/b":"${'x'.repeat(2_000)}"}`), 413, 'BODY_TOO_LARGE'],
    [post('{"count":1}', { 'content-type': 'text/plain' }), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    [post('{"count":1}', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    [post('{"count":1'), 400, 'JSON_SYNTAX'],
    [post('{"count":1,"count":2}'), 400, 'JSON_DUPLICATE_KEY'],
    [post('{"__proto__":{}}'), 400, 'JSON_FORBIDDEN_KEY'],
    [post('['.repeat(500)), 400, 'JSON_TOO_DEEP'],
  ]
  for (const [init, status, code] of refusals) {
    const answer = await ask('/echo/a', init)
    assert.deepEqual([answer.status, answer.problem().code], [status, code])
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    assert.deepEqual([answer.problem().status, answer.problem().type], [status, `urn:noroshi:problem:${code}`])
  }
})

test('every answer carries the security headers and its own request id, also where there is nothing', async (t) => {
  const ask = await serve(t, [echo], { https: true })
  const ids = new Set<string | null>()
  for (const [path, init] of [
    ['/echo/a', post('{"count":1}')],
    ['/echo/a', post('{')],
    ['/nothing', {}],
  ] as const) {
    const { headers } = await ask(path, init)
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; frame-ancestors 'none'/)
    assert.deepEqual(
      ['x-content-type-options', 'referrer-policy', 'cross-origin-resource-policy', 'cache-control'].map((name) => headers.get(name)),
      ['nosniff', 'no-referrer', 'same-origin', 'no-store'],
    )
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d{8}/)
    ids.add(headers.get('request-id'))
  }
  assert.equal(ids.size, 3)
})

test('the server refuses an act with a cookie that another site may have caused', async (t) => {
  const ask = await serve(t, [echo])
  const status = async (headers: Readonly<Record<string, string>>) => (await ask('/echo/a', post('{"count":1}', headers))).status
  const cookie = 'session=x'
  assert.equal(await status({ cookie }), 403)
  assert.equal(await status({ cookie, 'noroshi-request': '0' }), 403)
  for (const site of ['cross-site', 'same-site'])
    assert.equal(await status({ cookie, 'noroshi-request': '1', 'sec-fetch-site': site }), 403, site)
  assert.equal(await status({ cookie, 'noroshi-request': '1' }), 200)
  assert.equal(await status({ cookie, 'noroshi-request': '1', 'sec-fetch-site': 'same-origin' }), 200)
  assert.equal(await status({}), 200)
})

test('the server puts off with Retry-After while it starts and while the database is away', async (t) => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const ask = await serve(t, [failing('/away', away)])
  const starting = await serve(t, [echo], { isOpen: false })
  for (const [answer, code] of [
    [await ask('/away'), 'DATABASE_AWAY'],
    [await starting('/echo/a', post('{"count":1}')), 'NOT_READY'],
  ] as const) {
    assert.deepEqual([answer.status, answer.problem().code], [503, code])
    assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
  }
})

test('the server says nothing of a fault but its request id, and logs nothing of its words', async (t) => {
  let log = ''
  const routes = [
    failing('/fault', new Error('the turbine hall')),
    failing('/problem', new Problem(500, 'X', 'words', { cause: new Error('the turbine hall') })),
  ]
  const ask = await serve(t, routes, {}, (line) => (log += line))
  for (const path of ['/fault', '/problem']) {
    const { status, text, headers } = await ask(path)
    assert.equal(status, 500)
    assert.doesNotMatch(text, /turbine|\.ts/)
    assert.ok(log.includes(headers.get('request-id') ?? 'none'))
  }
  assert.doesNotMatch(log, /turbine/)
})

test('a demonstration answers on localhost alone and behind nothing', async (t) => {
  const ask = await serve(t, [echo], { demo: true })
  assert.equal((await ask('/echo/a', post('{"count":1}'))).status, 200)
  assert.equal((await ask('/echo/a', post('{"count":1}', { 'x-forwarded-for': '127.0.0.1' }))).status, 400)
})
