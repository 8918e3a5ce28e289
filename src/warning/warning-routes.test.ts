import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { revokeToken } from '#identity/identity-store.ts'
import { fixedClock, systemClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { readEvents, takeEvents } from '../../test/support/read-events.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { silentLogger, startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { createPublicationWatch, type PublicationWatch } from './publication-watch.ts'
import type { WarningBody } from './warning-body.ts'
import { createWarningStream, type WarningStream } from './warning-stream.ts'
import { newestSequence } from './warning-store.ts'
import { warningRoutes, type WarningParts } from './warning-routes.ts'

type Instance = { readonly server: TestServer; readonly stream: WarningStream; readonly watch: PublicationWatch }

const at = Temporal.Instant.from('2026-11-01T12:00:00Z')
let database: TestDatabase
let green: SampleSubscriber
let instance: Instance

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  instance = await startInstance()
})

after(async () => {
  await stopInstance(instance)
  await database.drop()
})

async function startInstance(
  limits: { stallSeconds?: number; bufferBytes?: number; mostReaders?: number; mostReadersOfOne?: number } = {},
): Promise<Instance> {
  const stream = createWarningStream({
    database: database.database,
    logger: silentLogger,
    metrics: createMetrics(),
    heartbeatSeconds: 0.05,
    ...limits,
  })
  const authority = createAuthority({ database: database.database, clock: systemClock() })
  const recogniser: WarningParts['recogniser'] = (headers) => authority.recogniser(headers)
  const watch = createPublicationWatch({ address: database.address, logger: silentLogger, refresh: [stream.refresh], pollSeconds: 600 })
  stream.start()
  await watch.start()
  const server = await startTestServer(
    warningRoutes({ database: database.database, clock: fixedClock(at), stream, recogniser }),
    database.database,
  )
  return { server, stream, watch }
}

async function stopInstance({ server, stream, watch }: Instance): Promise<void> {
  stream.stop()
  await watch.stop()
  await server.stop()
}

function get(path: string, headers: Readonly<Record<string, string>> = {}, from = instance): Promise<Response> {
  return fetch(`${from.server.url}/api/v1/warnings${path}`, { headers })
}

function asGreen(): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${green.token}` }
}

async function list(query: string, headers: Readonly<Record<string, string>>): Promise<{ warnings: WarningBody[]; next: string | null }> {
  return (await (await get(query, headers)).json()) as { warnings: WarningBody[]; next: string | null }
}

test('GET /api/v1/warnings pages through what the caller may read, newest first, each once', async () => {
  const first = await publishWarnings(
    database.database,
    Array.from({ length: 5 }, () => sampleWarning({ tlp: 'clear' })),
    at,
  )
  const second = await publishWarnings(
    database.database,
    Array.from({ length: 4 }, () => sampleWarning({ tlp: 'green' })),
    at,
  )
  await publishWarnings(database.database, [sampleWarning({ tlp: 'amber' })], at)
  const read: WarningBody[] = []
  let query = '?limit=2'
  for (;;) {
    const page = await list(query, asGreen())
    read.push(...page.warnings)
    if (page.next === null) break
    query = `?limit=2&after=${page.next}`
  }
  assert.deepEqual(
    read.map((one) => one.sequence),
    [9, 8, 7, 6, 5, 4, 3, 2, 1],
  )
  assert.deepEqual(new Set(read.map((one) => one.id)), new Set([...first, ...second]))
  assert.equal(read[0]?.publishedAt, '2026-11-01T12:00:00Z')
  const open = await list('', {})
  assert.deepEqual(
    open.warnings.map((one) => [one.tlp, one.sequence]),
    [5, 4, 3, 2, 1].map((sequence) => ['clear', sequence]),
  )
})

test('GET /api/v1/warnings/{id} answers foreign and absent warnings alike', async () => {
  const [amber] = await publishWarnings(database.database, [sampleWarning({ tlp: 'amber' })], at)
  const [clear] = await publishWarnings(database.database, [sampleWarning({ tlp: 'clear' })], at)
  for (const id of [amber, randomUUID()]) {
    const response = await get(`/${id}`, asGreen())
    assert.equal(response.status, 404)
    assert.equal(((await response.json()) as { code: string }).code, 'NOT_FOUND')
  }
  const response = await get(`/${clear}`)
  assert.equal(response.status, 200)
  assert.equal(((await response.json()) as WarningBody).id, clear)
})

test('GET /api/v1/warnings refuses a cursor that is none of ours', async () => {
  assert.equal((await get('?after=nonsense')).status, 400)
})

test('the event stream brings warnings as they are published, and only those the caller may read', async () => {
  const [mine, open] = [await get('/stream', asGreen()), await get('/stream')]
  assert.equal(mine.headers.get('content-type'), 'text/event-stream')
  const [greenEvents, clearEvents] = [readEvents(mine), readEvents(open)]
  const published = await publishWarnings(database.database, [sampleWarning({ tlp: 'green' })], at)
  await publishWarnings(database.database, [sampleWarning({ tlp: 'amber+strict' })], at)
  const last = await publishWarnings(database.database, [sampleWarning({ tlp: 'clear' })], at)
  const read = await takeEvents(greenEvents, 2)
  assert.deepEqual(
    read.map((one) => [one.event, (JSON.parse(one.data) as WarningBody).id]),
    [...published, ...last].map((id) => ['warning', id]),
  )
  assert.equal(Number(read[1]?.id), Number(read[0]?.id) + 1)
  const [clearEvent] = await takeEvents(clearEvents, 1)
  assert.equal((JSON.parse(clearEvent?.data ?? '{}') as WarningBody).id, last[0])
  assert.equal(clearEvent?.id, String((JSON.parse(clearEvent?.data ?? '{}') as WarningBody).sequence))
  await greenEvents.return(undefined)
  await clearEvents.return(undefined)
})

test('the event stream resumes after Last-Event-ID or ?after= without gap or repetition, also at another process', async (t) => {
  const { warnings } = await list('?limit=1', asGreen())
  const newest = warnings[0]?.sequence ?? 0
  const ids = [...(await publishWarnings(database.database, [sampleWarning(), sampleWarning()], at))]
  for (let tick = 0; tick < 30; tick++) ids.push(...(await publishWarnings(database.database, [sampleWarning()], at)))
  const other = await startInstance()
  t.after(() => stopInstance(other))
  const ways: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['/stream', { ...asGreen(), 'last-event-id': String(newest) }],
    [`/stream?after=${newest}`, asGreen()],
    ['/stream?after=0', { ...asGreen(), 'last-event-id': String(newest) }],
  ]
  for (const [path, headers] of ways) {
    for (const from of [instance, other]) {
      const events = readEvents(await get(path, headers, from))
      const read = await takeEvents(events, 32)
      await events.return(undefined)
      assert.deepEqual(
        read.map((one) => Number(one.id)),
        Array.from({ length: 32 }, (_, index) => newest + 1 + index),
      )
      assert.deepEqual(new Set(read.map((one) => (JSON.parse(one.data) as WarningBody).id)), new Set(ids))
    }
  }
})

test('the event stream is chunked for HTTP/1.1, and bare for HTTP/1.0', async () => {
  const [id = ''] = await publishWarnings(database.database, [sampleWarning({ tlp: 'green' })], at)
  for (const version of ['1.0', '1.1']) {
    const socket = createConnection({ host: '127.0.0.1', port: instance.server.port })
    socket.write(`GET /api/v1/warnings/stream?after=0 HTTP/${version}\r\nHost: localhost\r\nAuthorization: Bearer ${green.token}\r\n\r\n`)
    let bytes = Buffer.alloc(0)
    for await (const part of socket as AsyncIterable<Buffer>) {
      bytes = Buffer.concat([bytes, part])
      if (bytes.includes(id)) break
    }
    const start = bytes.indexOf('\r\n\r\n') + 4
    assert.equal(/^transfer-encoding: chunked\r$/im.test(bytes.toString('latin1', 0, start)), version === '1.1')
    const events = version === '1.1' ? unchunk(bytes.subarray(start)) : bytes.toString('utf8', start)
    assert.ok(events.includes(id))
    assert.match(events, /^retry: 2000\n\n(?:id: \d+\n\n|id: \d+\nevent: warning\ndata: \{.*\}\n\n|: still here\n\n)+/)
  }
})

/** Returns the whole chunks of a body (RFC 9112, section 7.1), as they lie. */
function unchunk(bytes: Buffer): string {
  let text = ''
  for (let from = 0; ;) {
    const line = bytes.indexOf('\r\n', from)
    const [start, end] = [line + 2, line + 2 + Number.parseInt(bytes.toString('latin1', from, line), 16)]
    if (line < 0 || end + 2 > bytes.length) return text
    assert.equal(bytes.toString('latin1', end, end + 2), '\r\n')
    text += bytes.toString('utf8', start, end)
    from = end + 2
  }
}

test('the event stream disconnects a reader that takes nothing, and the others go on', async (t) => {
  const strict = await startInstance({ stallSeconds: 2, bufferBytes: 64 * 1024 })
  t.after(() => stopInstance(strict))
  const slow = createConnection(strict.server.port, '127.0.0.1')
  slow.write(`GET /api/v1/warnings/stream?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${green.token}\r\n\r\n`)
  slow.pause()
  const quick = readEvents(await get('/stream', asGreen(), strict))
  const references = Array.from({ length: 6_000 }, (_, index) => `https://attack.mitre.org/techniques/T${1000 + (index % 9000)}/`)
  const long = Array.from({ length: 40 }, () => sampleWarning({ references }))
  await publishWarnings(database.database, long, at)
  assert.equal((await takeEvents(quick, 40)).length, 40)
  // Events meant for the slow reader fill its socket, then its buffer; it is cut off long before all of them were written.
  const closed = once(slow, 'close')
  let bytes = 0
  slow.on('error', () => {})
  await eventually(() => strict.stream.readers === 1)
  slow.on('data', (chunk) => (bytes += chunk.length)).resume()
  await closed
  assert.ok(bytes < 12_000_000, `${bytes} bytes were kept for a reader that took none`)
  await quick.return(undefined)
})

async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

test('the event stream sends signs of life, and ends when the token that opened it is revoked', async () => {
  const subscriber = await addSubscriber(database.database.kysely, 'green')
  const response = await get('/stream', { authorization: `Bearer ${subscriber.token}` })
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk)
    if (text.includes(': still here\n\n'))
      await revokeToken(database.database.kysely, subscriber.tokenId, Temporal.Now.instant().toString())
  }
  assert.match(text, /^retry: \d+\n\n/)
  assert.match(text, /: still here\n\n/)
})

test('the event stream refuses one reader more than it takes', async (t) => {
  const small = await startInstance({ mostReaders: 1 })
  t.after(() => stopInstance(small))
  const first = await get('/stream', {}, small)
  const second = await get('/stream', {}, small)
  assert.deepEqual([first.status, second.status], [200, 503])
  await first.body?.cancel()
})

test('the event stream keeps places for others when one caller takes all that it may', async (t) => {
  const small = await startInstance({ mostReadersOfOne: 1 })
  t.after(() => stopInstance(small))
  const first = await get('/stream', {}, small)
  assert.equal((await get('/stream', { cookie: 'another=caller' }, small)).status, 429)
  const signedIn = await get('/stream', asGreen(), small)
  assert.deepEqual([first.status, signedIn.status], [200, 200])
  await first.body?.cancel()
  await signedIn.body?.cancel()
})

test('the event stream ends when the server stops', async () => {
  const stopping = await startInstance()
  const response = await get('/stream', {}, stopping)
  await stopInstance(stopping)
  assert.match(await response.text(), /^retry/)
})

test('the stream tells a latecomer nothing of what was replaced since, and its place goes on all the same', async () => {
  const [id = ''] = await publishWarnings(database.database, [sampleWarning({ tlp: 'clear' })], at)
  await instance.stream.refresh()
  await instance.stream.refresh()
  const content = sampleWarning({ tlp: 'clear', indicators: [] })
  await publishVersion(database.database, { id, version: 2, act: 'recall', content }, at.add({ seconds: 1 }))
  await instance.stream.refresh()
  const newest = await newestSequence(database.database.kysely, 'clear')
  for (const after of [newest - 2, 0]) {
    const response = await get(`/stream?after=${after}`)
    const bodies: WarningBody[] = []
    for await (const { data } of readEvents(response)) {
      const body = JSON.parse(data) as WarningBody
      bodies.push(body)
      if (body.sequence === newest) break
    }
    const own = bodies.filter((body) => body.id === id)
    assert.deepEqual(
      own.map(({ act, state }) => [act, state]),
      [['recall', 'recalled']],
    )
  }
})

test('GET /api/v1/warnings/{id} says where a warning stands, and its versions what became of it', async () => {
  const [id = ''] = await publishWarnings(database.database, [sampleWarning({ tlp: 'clear' })], at)
  const stateOf = async () => ((await (await get(`/${id}`)).json()) as WarningBody).state
  assert.equal(await stateOf(), 'published')
  const over = sampleWarning({ tlp: 'clear', validFrom: '2026-10-01', validUntil: '2026-11-01' })
  for (const [version, content, state] of [
    [2, sampleWarning({ tlp: 'clear' }), 'revised'],
    [3, over, 'expired'],
  ] as const) {
    await publishVersion(database.database, { id, version, act: 'revision', content }, at.add({ seconds: version }))
    assert.equal(await stateOf(), state)
  }
  const { versions } = (await (await get(`/${id}/versions`)).json()) as { versions: { version: number; act: string }[] }
  assert.deepEqual(
    versions.map(({ version, act }) => [version, act]),
    [
      [3, 'revision'],
      [2, 'revision'],
      [1, 'release'],
    ],
  )
})
