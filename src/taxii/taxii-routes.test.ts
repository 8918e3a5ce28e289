import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { revokeToken } from '#identity/identity-store.ts'
import { publishObjects } from '../../test/support/publish-objects.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleObject, sampleObjects } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { createPublishedObjects, type PublishedObjects } from './published-objects.ts'
import { taxiiCollections } from './taxii-collection.ts'
import { taxiiRoutes } from './taxii-routes.ts'

type Instance = { readonly server: TestServer; readonly objects: PublishedObjects }
type Envelope = { more?: boolean; next?: string; objects?: { id: string; type: string; modified?: string; date_added?: string }[] }

const accept = 'application/taxii+json;version=2.1'
const now = Temporal.Instant.from('2026-11-01T12:00:00Z')
let database: TestDatabase
let green: SampleSubscriber
let instances: readonly [Instance, Instance]

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  await publishObjects(database.database, { collection: 'green', objects: sampleObjects(5_000, 'green'), now })
  instances = [await startInstance(), await startInstance()]
})

after(async () => {
  for (const { server } of instances) await server.stop()
  await database.drop()
})

async function startInstance(): Promise<Instance> {
  const objects = createPublishedObjects({ database: database.database })
  await objects.refresh()
  return { server: await startTestServer(taxiiRoutes({ objects, origin: 'https://report.example.jp' }), database.database), objects }
}

function collectionUrl(tlp: string, instance = instances[0]): string {
  return `${instance.server.url}/taxii2/api/collections/${taxiiCollections.find((one) => one.tlp === tlp)?.id}`
}

function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { headers: { accept, authorization: `Bearer ${green.token}`, ...headers }, redirect: 'error' })
}

async function envelope(url: string): Promise<{ body: Envelope; first: string | null; last: string | null }> {
  const response = await get(url)
  assert.equal(response.status, 200, url)
  assert.equal(response.headers.get('content-type'), accept)
  const header = (name: string) => response.headers.get(`x-taxii-date-added-${name}`)
  return { body: (await response.json()) as Envelope, first: header('first'), last: header('last') }
}

/** Pages through a whole collection; `step` says where to go on after each page, or null to stop. */
async function pageThrough(
  base: string,
  step: (page: { body: Envelope; last: string | null }, number: number) => string | null,
): Promise<string[]> {
  const ids: string[] = []
  let query: string | null = ''
  for (let number = 0; query !== null; number++) {
    assert.ok(number < 1_000, 'paging does not end')
    const page = await envelope(`${base}/objects/?limit=999${query}`)
    ids.push(...(page.body.objects ?? []).map((one) => one.id))
    query = step(page, number)
  }
  return ids
}

function assertEachOnce(ids: readonly string[], count: number): void {
  assert.equal(ids.length, count)
  assert.equal(new Set(ids).size, count)
}

const inTick = 5_001

test('TAXII pages list every object once when 5,000 share one tick: by next alone', async () => {
  const ids = await pageThrough(collectionUrl('green'), ({ body }) => (body.more === true ? `&next=${body.next}` : null))
  assertEachOnce(ids, inTick)
})

test('TAXII pages list every object once when 5,000 share one tick: by added_after alone, and the poll after the last is empty', async () => {
  const ids = await pageThrough(collectionUrl('green'), ({ body, last }) =>
    body.objects === undefined ? null : `&added_after=${encodeURIComponent(last ?? '')}`,
  )
  assertEachOnce(ids, inTick)
})

test('TAXII pages list every object once when 5,000 share one tick: by next and added_after mixed', async () => {
  const base = collectionUrl('green')
  const both = await pageThrough(base, ({ body, last }) => (body.more === true ? `&next=${body.next}&added_after=${last}` : null))
  assertEachOnce(both, inTick)
  const stale = await pageThrough(base, ({ body }) => (body.more === true ? `&next=${body.next}&added_after=2026-01-01T00:00:00Z` : null))
  assertEachOnce(stale, inTick)
  const turns = await pageThrough(base, ({ body, last }, number) => {
    if (body.objects === undefined) return null
    return number % 2 === 0 && body.more === true ? `&next=${body.next}` : `&added_after=${last}`
  })
  assertEachOnce(turns, inTick)
})

test('TAXII next leads on at another process and after a restart', async () => {
  const restarted = await startInstance()
  const servers = [instances[0], instances[1], restarted]
  const ids: string[] = []
  let next = ''
  for (let number = 0; number < 100; number++) {
    const page = await envelope(`${collectionUrl('green', servers[number % servers.length])}/objects?limit=700${next}`)
    ids.push(...(page.body.objects ?? []).map((one) => one.id))
    if (page.body.more !== true) break
    next = `&next=${page.body.next}`
  }
  await restarted.server.stop()
  assertEachOnce(ids, inTick)
})

test('TAXII manifests list the same objects in the same order, with distinct instants of microseconds', async () => {
  const base = collectionUrl('green')
  const { body, first, last } = await envelope(`${base}/manifest/?limit=1000`)
  const records = body.objects ?? []
  const objects = (await envelope(`${base}/objects/?limit=1000`)).body.objects ?? []
  assert.deepEqual(
    records.map((one) => one.id),
    objects.map((one) => one.id),
  )
  assert.equal(new Set(records.map((one) => one.date_added)).size, 1_000)
  assert.match(records[0]?.date_added ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  assert.equal(first, records[0]?.date_added)
  assert.equal(last, records.at(-1)?.date_added)
  assert.deepEqual(Object.keys(records[0] ?? {}).toSorted(), ['date_added', 'id', 'media_type', 'version'])
})

test('TAXII places grow although the clock stepped back, and a later tick is behind an earlier one', async () => {
  const places = (await envelope(`${collectionUrl('clear')}/manifest/`)).body.objects ?? []
  assert.deepEqual(places, [])
  await publishObjects(database.database, { collection: 'clear', objects: sampleObjects(3, 'clear'), now })
  await publishObjects(database.database, { collection: 'clear', objects: sampleObjects(3, 'clear'), now: now.subtract({ hours: 1 }) })
  await instances[0].objects.refresh()
  const records = (await envelope(`${collectionUrl('clear')}/manifest/`)).body.objects ?? []
  assert.equal(records.length, 7)
  assert.equal(records[0]?.id, 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487')
  const added = records.map((one) => one.date_added ?? '')
  assert.deepEqual(added, [...new Set(added)].toSorted())
})

test('TAXII filters choose by id, type, version and STIX version', async () => {
  const stixId = `indicator--${randomUUID()}`
  const versions = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z']
  for (const version of versions)
    await publishObjects(database.database, {
      collection: 'clear',
      objects: [sampleObject({ tlp: 'clear', version, host: 'versions.example', stixId })],
      now,
    })
  await instances[0].objects.refresh()
  const base = collectionUrl('clear')
  const found = async (query: string): Promise<readonly (string | undefined)[]> =>
    ((await envelope(`${base}/objects/?${query}`)).body.objects ?? []).map((one) => one.modified)
  const mine = `match[id]=${stixId}`
  assert.deepEqual(await found(mine), [versions[2]])
  assert.deepEqual(await found(`${mine}&match[version]=first`), [versions[0]])
  assert.deepEqual(await found(`${mine}&match[version]=all`), versions)
  assert.deepEqual(await found(`${mine}&match[version]=first,last`), [versions[0], versions[2]])
  assert.deepEqual(await found(`${mine}&match[version]=2026-11-02T00:00:00Z`), [versions[1]])
  assert.deepEqual(await found(`${mine}&match[version]=2026-11-02T00:00:00.001Z`), [])
  assert.deepEqual(await found(`${mine}&match[type]=malware,indicator`), [versions[2]])
  assert.deepEqual(await found(`${mine}&match[type]=malware`), [])
  assert.deepEqual(await found(`${mine}&match[spec_version]=2.0,2.1`), [versions[2]])
  assert.deepEqual(await found(`${mine}&match[spec_version]=2.0`), [])
  const markings = (await envelope(`${base}/objects/?match[type]=marking-definition`)).body.objects ?? []
  assert.equal(markings.length, 1)
  const listed = await get(`${base}/objects/${stixId}/versions/`)
  assert.deepEqual(await listed.json(), { more: false, versions })
  const single = await envelope(`${base}/objects/${stixId}/?match[version]=all&limit=2`)
  assert.deepEqual([single.body.objects?.length, single.body.more], [2, true])
  assert.deepEqual(
    (await envelope(`${base}/objects/${stixId}?match[version]=all&limit=2&next=${single.body.next}`)).body.objects?.length,
    1,
  )
})

test('TAXII answers the same with and without a trailing slash', async () => {
  const clear = taxiiCollections[0]
  const places = ['', '/api', '/api/collections', `/api/collections/${clear?.id}`, `/api/collections/${clear?.alias}/objects`]
  for (const place of places) {
    const [without, with_] = [
      await get(`${instances[0].server.url}/taxii2${place}`),
      await get(`${instances[0].server.url}/taxii2${place}/`),
    ]
    assert.equal(without.status, 200)
    assert.equal(without.headers.get('content-type'), accept)
    assert.equal(await without.text(), await with_.text())
  }
})

test('TAXII discovery leads to the API root and to the collections that the caller may read', async () => {
  const { url } = instances[0].server
  const discovery = (await (await get(`${url}/taxii2/`)).json()) as { default: string; api_roots: string[] }
  assert.deepEqual([discovery.default, discovery.api_roots], ['https://report.example.jp/taxii2/api/', [discovery.default]])
  const root = (await (await get(`${url}/taxii2/api/`)).json()) as { versions: string[]; max_content_length: number }
  assert.deepEqual([root.versions, root.max_content_length > 0], [[accept], true])
  const aliases = async (authorization: string | null): Promise<string[]> => {
    const headers = authorization === null ? { accept } : { accept, authorization }
    const body = (await (await fetch(`${url}/taxii2/api/collections/`, { headers })).json()) as {
      collections: { alias: string; can_read: boolean; can_write: boolean }[]
    }
    assert.ok(body.collections.every((one) => one.can_read && !one.can_write))
    return body.collections.map((one) => one.alias)
  }
  assert.deepEqual(await aliases(null), ['clear'])
  assert.deepEqual(await aliases(`Bearer ${green.token}`), ['clear', 'green'])
  const strict = await addSubscriber(database.database.kysely, 'amber+strict')
  assert.deepEqual(await aliases(`Basic ${Buffer.from(`taxii:${strict.token}`).toString('base64')}`), [
    'clear',
    'green',
    'amber',
    'amber-strict',
  ])
})

test('TAXII answers foreign and absent collections and objects alike', async () => {
  const absent = `${instances[0].server.url}/taxii2/api/collections/${randomUUID()}`
  for (const place of ['/', '/objects/', '/manifest/', '/objects/indicator--x/', '/objects/indicator--x/versions/']) {
    const bodies = await Promise.all(
      [collectionUrl('amber'), absent].map(async (base) => {
        const response = await get(`${base}${place}`)
        assert.equal(response.status, 404)
        assert.equal(response.headers.get('content-type'), accept)
        const { error_id: id, ...body } = (await response.json()) as { error_id: string; title: string; http_status: string }
        assert.equal(typeof id, 'string')
        return body
      }),
    )
    assert.deepEqual(bodies[0], bodies[1])
    assert.equal(bodies[0]?.http_status, '404')
  }
  assert.equal((await get(`${collectionUrl('green')}/objects/indicator--${randomUUID()}/`)).status, 404)
})

test('TAXII tells whoever has not signed in to do so, for every collection but clear', async () => {
  for (const base of [collectionUrl('green'), `${instances[0].server.url}/taxii2/api/collections/${randomUUID()}`]) {
    const response = await fetch(`${base}/objects/`, { headers: { accept } })
    assert.equal(response.status, 401)
    assert.match(response.headers.get('www-authenticate') ?? '', /Basic .*Bearer /)
  }
  assert.equal((await fetch(`${collectionUrl('clear')}/objects/`, { headers: { accept } })).status, 200)
  assert.equal((await get(`${collectionUrl('clear')}/objects/`, { authorization: 'Bearer nrs_wrong' })).status, 401)
})

test('TAXII refuses a revoked token', async () => {
  const subscriber = await addSubscriber(database.database.kysely, 'green')
  await revokeToken(database.database.kysely, subscriber.tokenId, Temporal.Now.instant().toString())
  assert.equal((await get(`${collectionUrl('green')}/objects/`, { authorization: `Bearer ${subscriber.token}` })).status, 401)
})

test('TAXII negotiates its media type and answers 406 to other wishes', async () => {
  const takes = ['application/taxii+json', 'Application/TAXII+json; Version="2.1"', '*/*', 'application/*;q=0.1', 'text/html, */*;q=0.8']
  for (const wish of takes) {
    const response = await get(`${collectionUrl('clear')}/objects/`, { accept: wish })
    assert.equal(response.status, 200, wish)
    assert.equal(response.headers.get('content-type'), accept, wish)
  }
  for (const wish of ['application/taxii+json;version=2.0', 'application/json', 'text/html', 'application/taxii+json;version=2.1;q=0']) {
    const response = await get(`${collectionUrl('clear')}/objects/`, { accept: wish })
    assert.equal(response.status, 406, wish)
    assert.equal(response.headers.get('content-type'), accept, wish)
  }
})

test('TAXII answers 400 to parameters that it cannot read', async () => {
  const wrong = [
    'limit=0',
    'limit=-1',
    'limit=x',
    'limit=1&limit=2',
    'next=..',
    'added_after=yesterday',
    'match[version]=new',
    'match[colour]=red',
    'match[id]=',
  ]
  for (const query of wrong) {
    const response = await get(`${collectionUrl('green')}/objects/?${query}`)
    assert.equal(response.status, 400, query)
    assert.equal(((await response.json()) as { error_code: string }).error_code, 'QUERY_INVALID')
  }
})

test('TAXII lowers a limit above its own, and keeps to a smaller one', async () => {
  const base = collectionUrl('green')
  assert.equal((await envelope(`${base}/objects/?limit=100000`)).body.objects?.length, 1_000)
  assert.equal((await envelope(`${base}/objects/`)).body.objects?.length, 100)
  assert.equal((await envelope(`${base}/objects/?limit=1`)).body.objects?.length, 1)
})

test('TAXII refuses to write: 403 where the caller may read, 404 where it may not', async () => {
  const send = (base: string, method: string, place: string) =>
    fetch(`${base}${place}`, {
      method,
      headers: { accept, authorization: `Bearer ${green.token}`, ...(method === 'POST' ? { 'content-type': accept } : {}) },
      body: method === 'POST' ? '{"objects":[]}' : null,
    })
  assert.equal((await send(collectionUrl('green'), 'POST', '/objects/')).status, 403)
  assert.equal((await send(collectionUrl('green'), 'DELETE', '/objects/indicator--x/')).status, 403)
  assert.equal((await send(collectionUrl('amber'), 'POST', '/objects/')).status, 404)
})

test('TAXII keeps a page out of sight that an older state of the collection made', async () => {
  const base = collectionUrl('clear')
  const before_ = (await envelope(`${base}/objects/?limit=1000`)).body.objects?.length ?? 0
  await publishObjects(database.database, { collection: 'clear', objects: sampleObjects(1, 'clear'), now })
  await instances[0].objects.refresh()
  assert.equal((await envelope(`${base}/objects/?limit=1000`)).body.objects?.length, before_ + 1)
})
