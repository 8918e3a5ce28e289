import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { Secret } from '#runtime/secret.ts'
import { pseudonyms } from '#sighting/pseudonyms.ts'
import { recordSighting } from '#sighting/record-sighting.ts'
import { dumpRows } from '../../test/support/dump-rows.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { createPublishedObjects } from './published-objects.ts'
import { sightingCollection, taxiiCollections } from './taxii-collection.ts'
import { taxiiRoutes } from './taxii-routes.ts'

const mediaType = 'application/taxii+json;version=2.1'
const clock = { now: () => Temporal.Instant.from('2026-11-22T09:00:00Z') }
let database: TestDatabase
let server: TestServer
let green: SampleSubscriber
let indicatorIds: readonly string[]

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  const keys = { ownerTags: ownerTags(new Secret('owner')), pseudonyms: pseudonyms(new Secret('sighting')) }
  const objects = createPublishedObjects({ database: database.database })
  const parts = { database: database.database, clock }
  const sightings = { ...parts, record: (...args: readonly [Answerer, Answer]) => recordSighting({ ...parts, ...keys }, ...args) }
  server = await startTestServer(taxiiRoutes({ objects, origin: 'https://report.example.jp', sightings }), database.database)
  const content = sampleWarning({ tlp: 'green' })
  indicatorIds = content.indicators.map((one) => one.id)
  await publishWarnings(database.database, [content], clock.now())
})

after(async () => {
  await server.stop()
  await database.drop()
})

type Answerer = Parameters<typeof recordSighting>[1]
type Answer = Parameters<typeof recordSighting>[2]
type Status = {
  id: string
  status: string
  total_count: number
  success_count: number
  failure_count: number
  pending_count: number
  successes: { id: string; version: string }[]
  failures: { id: string; message: string }[]
}

const at = '2026-11-22T08:00:00.000Z'

function stix(type: string, properties: object): Record<string, unknown> & { id: string } {
  return { type, spec_version: '2.1', id: `${type}--${randomUUID()}`, created: at, modified: at, ...properties }
}

function ask(path: string, { token = green.token, body }: { token?: string | null; body?: unknown } = {}): Promise<Response> {
  const headers = { accept: mediaType, 'content-type': mediaType, ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  const sent = body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }
  return fetch(`${server.url}/taxii2/api${path}`, { headers, ...sent })
}

const place = `/collections/${sightingCollection.id}`

async function add(objects: readonly object[], options: { token?: string } = {}): Promise<Status> {
  const response = await ask(`${place}/objects/`, { body: { objects }, ...options })
  assert.equal(response.status, 202)
  assert.equal(response.headers.get('content-type'), mediaType)
  return (await response.json()) as Status
}

async function kept(subjectId: string | undefined): Promise<readonly string[]> {
  const rows = await database.database.kysely
    .selectFrom('sighting')
    .select('kind')
    .where('subject_id', '=', subjectId ?? '')
    .orderBy('kind')
    .execute()
  return rows.map((row) => row.kind)
}

test('the collection of sightings takes sightings and opinions, and tells what became of each', async () => {
  const [first, second, third] = indicatorIds
  const objects = [
    stix('sighting', { sighting_of_ref: `indicator--${first}`, count: 3, first_seen: at, last_seen: '2026-11-22T08:30:00Z' }),
    stix('sighting', { sighting_of_ref: `indicator--${second}`, labels: ['blocked'] }),
    stix('opinion', { opinion: 'strongly-disagree', object_refs: [`indicator--${third}`] }),
    stix('opinion', { opinion: 'agree', object_refs: [`indicator--${third}`] }),
    stix('sighting', { sighting_of_ref: `indicator--${first}`, count: 0 }),
    stix('sighting', { sighting_of_ref: `indicator--${randomUUID()}` }),
    stix('sighting', { sighting_of_ref: `malware--${randomUUID()}` }),
    stix('identity', { name: 'Sample Waterworks', identity_class: 'organization' }),
  ]
  const status = await add(objects)
  assert.deepEqual(
    [status.status, status.total_count, status.success_count, status.failure_count, status.pending_count],
    ['complete', 8, 3, 5, 0],
  )
  assert.deepEqual(new Set(status.successes.map((one) => one.id)), new Set(objects.slice(0, 3).map((one) => one.id)))
  assert.ok(status.successes.every((one) => one.version === '2026-11-22T08:00:00.000000Z'))
  assert.deepEqual(new Set(status.failures.map((one) => one.id)), new Set(objects.slice(3).map((one) => one.id)))
  assert.deepEqual(await Promise.all([first, second, third].map(kept)), [['seen'], ['blocked'], ['false-positive']])
  const asked = await ask(`/status/${status.id}/`)
  const { successes: _taken, failures: _refused, ...numbers } = status
  assert.deepEqual([asked.status, await asked.json()], [200, numbers])
  assert.equal((await ask(`/status/${randomUUID()}/`)).status, 404)
})

test('a sighting counts once however often it is sent, and its revoked version takes it back', async () => {
  const [warningId] = await publishWarnings(database.database, [sampleWarning({ tlp: 'green' })], clock.now().add({ seconds: 1 }))
  const sighting = stix('sighting', { sighting_of_ref: `report--${warningId}` })
  await add([sighting])
  await add([sighting, { ...sighting, id: `sighting--${randomUUID()}` }])
  assert.deepEqual(await kept(warningId), ['seen'])
  await add([{ ...sighting, modified: '2026-11-22T09:00:00.000Z', revoked: true }])
  assert.deepEqual(await kept(warningId), [])
})

test('nothing of a sighting that could name its sender is kept anywhere', async () => {
  const canaries = ['Canary Waterworks', 'canary-extension', 'canary-text', '198.51.100.222']
  const [name, extension, text, address] = canaries
  const sighting = stix('sighting', {
    sighting_of_ref: `indicator--${indicatorIds[0]}`,
    created_by_ref: `identity--${randomUUID()}`,
    where_sighted_refs: [`identity--${randomUUID()}`],
    observed_data_refs: [`observed-data--${randomUUID()}`],
    description: `${text} at ${address}`,
    external_references: [{ source_name: name }],
    x_reporter: extension,
  })
  await add([sighting, stix('identity', { name, identity_class: 'organization' })])
  const rows = (await dumpRows(database.database)).map((row) => row.text).join('\n')
  const told = [...canaries, sighting.id, ...[sighting['created_by_ref']].flat().map(String)]
  for (const one of told) assert.ok(!rows.includes(one), one)
})

test('the collection of sightings is for those who may send them, and nobody reads it', async () => {
  const listed = async (token: string | null) => {
    const { collections } = (await (await ask('/collections/', { token })).json()) as {
      collections: { alias: string; can_read: boolean; can_write: boolean }[]
    }
    return collections.map((one) => [one.alias, one.can_read, one.can_write])
  }
  assert.deepEqual(await listed(green.token), [
    ['clear', true, false],
    ['green', true, false],
    ['sightings', false, true],
  ])
  assert.deepEqual(await listed(null), [['clear', true, false]])
  assert.equal((await ask(`${place}/`)).status, 200)
  for (const part of ['/objects/', '/manifest/', `/objects/sighting--${randomUUID()}/`]) assert.equal((await ask(place + part)).status, 403)
  const body = { objects: [] }
  assert.equal((await ask(`${place}/objects/`, { token: null, body })).status, 401)
  assert.equal((await ask('/collections/sightings/objects', { body })).status, 202)
  assert.equal((await ask(`/collections/${taxiiCollections[0]?.id}/objects/`, { body })).status, 403)
})

test('what is no envelope is refused in the form of TAXII, whatever it holds', async () => {
  const wrong = [
    ['{', 400],
    ['[]', 422],
    ['"x"', 422],
    ['{"objects":{}}', 422],
    ['{"objects":[1]}', 422],
    [JSON.stringify({ objects: Array.from({ length: 1_001 }, () => ({})) }), 422],
    [`{"objects":[{"id":"${'x'.repeat(1_100_000)}"}]}`, 413],
    [`{"objects":${'['.repeat(50)}${']'.repeat(50)}}`, 400],
  ] as const
  for (const [body, status] of wrong) {
    const response = await ask(`${place}/objects/`, { body })
    assert.equal(response.status, status, body.slice(0, 60))
    assert.equal(response.headers.get('content-type'), mediaType)
    assert.equal(((await response.json()) as { http_status: string }).http_status, String(status))
  }
  assert.equal(
    (await add([{}, { type: 'sighting' }, { type: 'opinion', opinion: 'disagree', object_refs: 'indicator--1' }])).failure_count,
    3,
  )
})
