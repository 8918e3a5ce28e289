import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { readMispDocument } from '#indicator/misp-reading.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import type { WarningContent, WarningIndicator } from '#warning/warning.ts'
import { mispFeedReader, type MispFeedReader } from '../../test/support/misp-feed-reader.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { mispRoutes } from './misp-routes.ts'

let database: TestDatabase
let server: TestServer
let green: SampleSubscriber
let now = Temporal.Instant.from('2026-11-22T09:00:00Z')

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  const clock = { now: () => now }
  server = await startTestServer(mispRoutes({ database: database.database, clock, origin: 'https://report.example.jp' }), database.database)
})

after(async () => {
  await server.stop()
  await database.drop()
})

function reader(token: string | null = green.token): MispFeedReader {
  const basic = token === null ? {} : { authorization: `Basic ${Buffer.from(`misp:${token}`).toString('base64')}` }
  return mispFeedReader(`${server.url}/feeds/misp`, basic)
}

async function publish(change: Partial<WarningContent> = {}): Promise<{ id: string; content: WarningContent }> {
  now = now.add({ seconds: 1 })
  const content = sampleWarning(change)
  const [id = ''] = await publishWarnings(database.database, [content], now)
  return { id, content }
}

async function change(warning: { id: string; content: WarningContent }, version: number, content: Partial<WarningContent>): Promise<void> {
  now = now.add({ seconds: 1 })
  await publishVersion(database.database, { id: warning.id, version, act: 'revision', content: { ...warning.content, ...content } }, now)
}

const block: Partial<WarningIndicator> = { advice: 'block', confidence: 'confirmed' }

test('a reader of the MISP feed fetches each event once, and again when it has changed and only then', async () => {
  const kept = reader()
  const [first, second] = [await publish(), await publish()]
  assert.deepEqual(await kept.fetch(), [first.id, second.id])
  assert.deepEqual(await kept.fetch(), [])
  await change(first, 2, { confidence: 'confirmed' })
  assert.deepEqual(await kept.fetch(), [first.id])
  assert.deepEqual(await kept.fetch(), [])
})

test('an event holds every indicator with its marking, for detection where it is to be blocked, and names nobody but the publisher', async () => {
  const content = sampleWarning()
  const indicators = content.indicators.map((one) => (one.type === 'domain' ? { ...one, ...block } : one))
  const { id } = await publish({
    indicators,
    detections: [{ language: 'yara', name: 'locker', text: 'rule locker { condition: true }' }],
  })
  const kept = reader()
  await kept.fetch()
  const event = kept.events.get(id)
  assert.ok(event)
  assert.deepEqual(event.tags, [
    'tlp:green',
    'PAP:GREEN',
    'misp-galaxy:mitre-attack-pattern="Data Encrypted for Impact - T1486"',
    'misp-galaxy:mitre-attack-pattern="Direct Network Flood - T1498.001"',
  ])
  const found = [...event.attributes.values()].map((one) => [one.type, one.value, one.to_ids, one.deleted])
  assert.deepEqual(
    new Set(found.map(String)),
    new Set(
      [
        ['vulnerability', 'CVE-2024-12345', false, false],
        ['link', 'https://attack.mitre.org/techniques/T1486/', false, false],
        ['yara', 'rule locker { condition: true }', true, false],
        ['domain', 'c2.example', true, false],
        ['ip-dst', '198.51.100.7', false, false],
        ['filename', "=cmd|' /C calc'!A0.exe", false, false],
      ].map(String),
    ),
  )
  const text = await (await get(`${id}.json`)).text()
  assert.doesNotMatch(text, /creator|sharing_group|Org"|Sample Association/)
  assert.match(text, /<https:\/\/report\.example\.jp\/api\/v1\/warnings\/[-0-9a-f]{36}\/statement\?version=1>/)
  assert.match(text, /"Orgc":\{"name":"Noroshi \(report\.example\.jp\)"/)
})

function get(place: string, headers: Readonly<Record<string, string>> = { authorization: `Bearer ${green.token}` }): Promise<Response> {
  return fetch(`${server.url}/feeds/misp/${place}`, { headers })
}

test('what a revision or a recall takes back is deleted at the readers, and a late reader never has it for detection', async () => {
  const content = sampleWarning()
  const warning = await publish({ indicators: content.indicators.map((one) => ({ ...one, ...block })) })
  const [gone, ...rest] = warning.content.indicators
  assert.ok(gone)
  const kept = reader()
  await kept.fetch()
  assert.equal(kept.events.get(warning.id)?.attributes.get(gone.id)?.to_ids, true)
  await change(warning, 2, { indicators: rest, cve: [] })
  for (const one of [kept, reader()]) {
    await one.fetch()
    const attributes = one.events.get(warning.id)?.attributes
    assert.deepEqual([attributes?.get(gone.id)?.deleted, attributes?.get(gone.id)?.to_ids], [true, false])
    for (const { id } of rest) assert.deepEqual([attributes?.get(id)?.deleted, attributes?.get(id)?.to_ids], [false, true])
    assert.equal(attributes?.values().find((other) => other.type === 'vulnerability')?.deleted, true)
  }
  now = now.add({ seconds: 1 })
  await publishVersion(database.database, { id: warning.id, version: 3, act: 'recall', content: warning.content }, now)
  for (const one of [kept, reader()]) {
    await one.fetch()
    const event = one.events.get(warning.id)
    assert.match(event?.info ?? '', /Recalled.*撤回/)
    assert.ok(event?.attributes.values().every((attribute) => attribute.deleted && !attribute.to_ids))
    assert.equal(event?.attributes.size, 5)
  }
  const hashes = await (await get('hashes.csv')).text()
  assert.doesNotMatch(hashes, new RegExp(warning.id))
})

test('an indicator that runs out is no longer for detection, and its event counts as changed from that day on', async () => {
  const content = sampleWarning()
  const warning = await publish({ indicators: content.indicators.map((one) => ({ ...one, ...block, validUntil: '2026-11-24' })) })
  const kept = reader()
  await kept.fetch()
  now = Temporal.Instant.from('2026-11-24T00:00:00Z')
  assert.deepEqual(await kept.fetch(), [warning.id])
  const attributes = kept.events.get(warning.id)?.attributes
  for (const { id } of warning.content.indicators)
    assert.deepEqual([attributes?.get(id)?.to_ids, attributes?.get(id)?.deleted], [false, false])
  assert.deepEqual(await kept.fetch(), [])
})

test('hashes.csv names the digest of each value that counts, and its event', async () => {
  const { id, content } = await publish()
  const lines = (await (await get('hashes.csv')).text()).split('\n')
  for (const { value } of content.indicators) assert.ok(lines.includes(`${createHash('md5').update(value).digest('hex')},${id}`))
})

test('the MISP feed shows TLP:CLEAR to everybody and the rest to those who may read it', async () => {
  const [clear, hidden] = [await publish({ tlp: 'clear' }), await publish({ tlp: 'amber' })]
  const [open, own] = [reader(null), reader()]
  const [openIds, ownIds] = [await open.fetch(), await own.fetch()]
  assert.deepEqual([openIds.includes(clear.id), ownIds.includes(clear.id)], [true, true])
  assert.deepEqual([openIds.includes(hidden.id), ownIds.includes(hidden.id)], [false, false])
  for (const id of [hidden.id, randomUUID()]) assert.equal((await get(`${id}.json`)).status, 404)
  assert.equal((await get('manifest.json', { authorization: 'Bearer nrs_wrong' })).status, 401)
})

test('reading our own event gives the indicators back that the warning holds', async () => {
  const { id, content } = await publish()
  const read = readMispDocument((await (await get(`${id}.json`)).json()) as JsonValue)
  assert.deepEqual(
    new Set(read.indicators.map((one) => `${one.type} ${one.value}`)),
    new Set([...content.indicators.map((one) => `${one.type} ${one.value}`), 'cve CVE-2024-12345']),
  )
  assert.deepEqual(read.techniques, content.techniques)
  assert.equal(read.tlp, 'green')
})
