import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as send, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { pickedUpSince } from '#delivery/pick-up-store.ts'
import type { WarningContent } from '#warning/warning.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { createPublishedObjects, type PublishedObjects } from './published-objects.ts'
import { taxiiCollections } from './taxii-collection.ts'
import { taxiiRoutes } from './taxii-routes.ts'

// What these clients send was taken from their public sources: the Python client of OASIS (behind MISP, Splunk and many connectors), OpenCTI's
// ingester, and those of cloud SIEMs.
const oasisPython = {
  accept: 'application/taxii+json;version=2.1',
  'user-agent': 'taxii2-client/2.3.0',
  'accept-encoding': 'gzip, deflate',
}
const openCti = {
  accept: 'application/taxii+json;version=2.1',
  'user-agent': 'axios/1.7.2',
  'accept-encoding': 'gzip, compress, deflate, br',
}
const spaced = { accept: 'application/taxii+json; version=2.1', 'accept-encoding': 'gzip' }
const browserLike = { accept: 'application/json, text/plain, */*' }

let database: TestDatabase
let server: TestServer
let objects: PublishedObjects
let green: SampleSubscriber
let now = Temporal.Instant.from('2026-11-22T09:00:00Z')

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  objects = createPublishedObjects({ database: database.database })
  const parts = { objects, origin: 'https://report.example.jp', database: database.database }
  server = await startTestServer(taxiiRoutes(parts), database.database)
})

after(async () => {
  await server.stop()
  await database.drop()
})

async function publish(change: Partial<WarningContent> = {}): Promise<{ id: string; content: WarningContent }> {
  now = now.add({ seconds: 1 })
  const content = sampleWarning(change)
  const [id = ''] = await publishWarnings(database.database, [content], now)
  await objects.refresh()
  return { id, content }
}

type Stix = { readonly id: string; readonly type: string; readonly modified?: string; readonly revoked?: boolean }
type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: number
  readonly body: { more?: boolean; next?: string; objects?: Stix[] }
}

/** Past fetch, which unpacks by itself and adds headers of its own. */
async function get(path: string, headers: Readonly<Record<string, string>>, token = green.token): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`anything:${token}`).toString('base64')}`
  const asked = send(`${server.url}/taxii2/api${path}`, { headers: { ...headers, authorization } }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  const raw = Buffer.concat(await Array.fromAsync(response as AsyncIterable<Buffer>))
  const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString()
  return { status: response.statusCode ?? 0, headers: response.headers, bytes: raw.length, body: JSON.parse(text) as Answer['body'] }
}

function objectsOf(tlp: string, query = ''): string {
  return `/collections/${taxiiCollections.find((one) => one.tlp === tlp)?.id}/objects/${query}`
}

test('the clients of MISP, Splunk, OpenCTI and others all get the same objects, packed where they take that', async () => {
  await publish()
  const plain = await get(objectsOf('green'), browserLike)
  assert.equal(plain.headers['content-encoding'], undefined)
  for (const headers of [oasisPython, openCti, spaced]) {
    const answer = await get(objectsOf('green'), headers)
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/taxii+json;version=2.1'])
    assert.equal(answer.headers['content-encoding'], 'gzip')
    assert.ok(answer.bytes < plain.bytes / 2)
    assert.deepEqual(answer.body, plain.body)
    assert.match(answer.headers.vary ?? '', /accept-encoding/)
  }
  const single = plain.body.objects?.find((one) => one.type === 'report')?.id ?? ''
  assert.deepEqual((await get(objectsOf('green', `${single}/`), oasisPython)).body.objects?.[0]?.id, single)
})

test('a client that sends both next and added_after, as OpenCTI does, comes to every object once and ends', async () => {
  await publish()
  const ids: string[] = []
  let query = '?limit=5'
  for (let page = 0; query !== ''; page++) {
    assert.ok(page < 50)
    const { body, headers } = await get(objectsOf('green', query), openCti)
    ids.push(...(body.objects ?? []).map((one) => one.id))
    const last = encodeURIComponent(String(headers['x-taxii-date-added-last']))
    query = body.more === true ? `?limit=5&next=${body.next}&added_after=${last}` : ''
  }
  const all = (await get(objectsOf('green', '?limit=1000'), openCti)).body.objects ?? []
  assert.deepEqual(
    ids,
    all.map((one) => one.id),
  )
  assert.equal(new Set(ids).size, ids.length)
})

test('a client that polls from where it stopped gets the recall as new versions of the same ids, and one that comes late only those', async () => {
  const { id, content } = await publish()
  const before = await get(objectsOf('green', '?limit=1000'), oasisPython)
  const from = encodeURIComponent(String(before.headers['x-taxii-date-added-last']))
  const [gone, ...rest] = content.indicators
  assert.ok(gone)
  now = now.add({ seconds: 1 })
  await publishVersion(database.database, { id, version: 2, act: 'revision', content: { ...content, indicators: rest } }, now)
  await objects.refresh()
  const revised = (await get(objectsOf('green', `?added_after=${from}`), oasisPython)).body.objects ?? []
  assert.deepEqual(
    revised.filter((one) => one.type === 'indicator').map((one) => [one.id, one.revoked]),
    [[`indicator--${gone.id}`, true]],
  )
  now = now.add({ seconds: 1 })
  await publishVersion(database.database, { id, version: 3, act: 'recall', content }, now)
  await objects.refresh()
  const ids = [`report--${id}`, ...content.indicators.map((one) => `indicator--${one.id}`)]
  const late = (await get(objectsOf('green', `?match[id]=${ids.join(',')}`), spaced)).body.objects ?? []
  assert.deepEqual(new Set(late.map((one) => `${one.id} ${one.revoked}`)), new Set(ids.map((one) => `${one} true`)))
  const every = (await get(objectsOf('green', `?match[id]=indicator--${gone.id}&match[version]=all`), spaced)).body.objects ?? []
  assert.deepEqual(
    every.map((one) => one.revoked === true),
    [false, true],
  )
  const first = (await get(objectsOf('green', `?match[id]=indicator--${gone.id}&match[version]=first`), spaced)).body.objects ?? []
  assert.deepEqual(
    first.map((one) => one.revoked === true),
    [false],
  )
})

test('an organisation has picked up what was published once it has read all of its collections to the end', async () => {
  const reader = await addSubscriber(database.database.kysely, 'green')
  await publish()
  const picked = async () => (await pickedUpSince(database.database.kysely, now.toString())).length
  assert.equal(await picked(), 0)
  const read = (tlp: string, query: string) => get(objectsOf(tlp, query), oasisPython, reader.token)
  await read('green', '?limit=5')
  await read('clear', '?limit=5')
  assert.equal(await picked(), 0, 'not to the end')
  await read('green', '?limit=1000&match[type]=report')
  assert.equal(await picked(), 0, 'not everything of it')
  await read('green', '?limit=1000')
  assert.equal(await picked(), 1)
  now = now.add({ seconds: 1 })
  await publish()
  await read('clear', '')
  assert.equal(await picked(), 0, 'not yet the other collection')
})
