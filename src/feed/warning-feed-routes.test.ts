import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import type { WarningContent } from '#warning/warning.ts'
import { publishVersion } from '../../test/support/publish-version.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { warningFeedRoutes } from './warning-feed-routes.ts'

const start = Temporal.Instant.from('2026-11-22T09:00:00Z')
let database: TestDatabase
let server: TestServer
let green: SampleSubscriber
let now = start

before(async () => {
  database = await createTestDatabase()
  green = await addSubscriber(database.database.kysely, 'green')
  const clock = { now: () => now }
  const routes = warningFeedRoutes({ database: database.database, clock, origin: 'https://report.example.jp' })
  server = await startTestServer(routes, database.database)
})

after(async () => {
  await server.stop()
  await database.drop()
})

function get(path: string, isSignedIn = true): Promise<Response> {
  return fetch(`${server.url}/feeds/${path}`, { headers: isSignedIn ? { authorization: `Bearer ${green.token}` } : {} })
}

async function publish(change: Partial<WarningContent> = {}): Promise<{ id: string; content: WarningContent }> {
  now = now.add({ seconds: 1 })
  const content = sampleWarning(change)
  const [id = ''] = await publishWarnings(database.database, [content], now)
  return { id, content }
}

type Entry = { readonly id: string; readonly title: string; readonly updated: string; readonly published: string; readonly content: string }

async function entries(query = ''): Promise<readonly Entry[]> {
  const text = await (await get(`warnings.atom${query}`)).text()
  const part = (entry: string, name: string) =>
    (new RegExp(`<${name}[^>]*>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(entry)?.[1] ?? '').trim()
  return text
    .split('<entry>')
    .slice(1)
    .map((entry) => ({
      id: part(entry, 'id'),
      title: part(entry, 'title'),
      updated: part(entry, 'updated'),
      published: part(entry, 'published'),
      content: part(entry, 'content'),
    }))
}

test('an entry of the Atom feed keeps its id through a revision and a recall, and shows both', async () => {
  const { id, content } = await publish()
  const first = (await entries()).find((one) => one.id === `urn:uuid:${id}`)
  now = now.add({ seconds: 1 })
  await publishVersion(database.database, { id, version: 2, act: 'recall', content }, now)
  const all = await entries()
  const second = all.filter((one) => one.id === `urn:uuid:${id}`)
  assert.equal(second.length, 1)
  assert.equal(all[0]?.id, `urn:uuid:${id}`, 'what changed last comes first')
  assert.equal(first?.published, second[0]?.published)
  assert.ok((first?.updated ?? '') < (second[0]?.updated ?? ''))
  assert.match(second[0]?.title ?? '', /【撤回】.* \/ \[Recalled\]/)
  assert.match(second[0]?.content ?? '', /この警報は撤回されました/)
})

test('the Atom feed speaks both languages, or the one that is asked for', async () => {
  await publish()
  assert.match((await entries())[0]?.title ?? '', /ランサムウェア.*Ransomware/)
  assert.doesNotMatch((await entries('?language=ja'))[0]?.title ?? '', /Ransomware/)
  assert.doesNotMatch((await entries('?language=en'))[0]?.title ?? '', /ランサムウェア/)
})

test('words in an Atom entry never become markup, nor end the document', async () => {
  const hostile = ']]></content><script>alert(1)</script>&amp;\u0008\u001f\ufffe'
  const { id } = await publish({ note: { ja: hostile, en: hostile } })
  const response = await get('warnings.atom')
  assert.equal(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8')
  const text = await response.text()
  assert.doesNotMatch(text, /<script|[\u0000-\u0008\u001f\ufffe]/)
  assert.match(
    (await entries()).find((one) => one.id === `urn:uuid:${id}`)?.content ?? '',
    /&lt;script&gt;alert\(1\)&lt;\/script&gt;&amp;amp;/,
  )
})

test('the Atom feed shows TLP:CLEAR to everybody and the rest to those who may read it', async () => {
  const { id } = await publish({ tlp: 'clear' })
  const open = await (await get('warnings.atom', false)).text()
  assert.match(open, new RegExp(id))
  assert.equal(open.match(/<entry>/g)?.length, 1)
})

type Bundle = { readonly objects: readonly { readonly id: string; readonly type: string; readonly source_ref?: string }[] }

async function bundle(): Promise<Bundle> {
  return (await (await get('stix/green.json')).json()) as Bundle
}

test('the STIX file of a level holds what counts today: no indicator that is over or taken back, no link to one, no warning that is over', async () => {
  const sample = sampleWarning()
  const soon = { validUntil: '2026-11-24' } as const
  const indicators = sample.indicators.map((one, index) => (index === 0 ? { ...one, ...soon } : one))
  const { id, content } = await publish({ indicators })
  const short = await publish({ ...soon, indicators: sample.indicators.map((one) => ({ ...one, id: crypto.randomUUID(), ...soon })) })
  const [first, second, third] = content.indicators
  const holds = async (name: string | undefined) => (await bundle()).objects.some((one) => one.id === name || one.source_ref === name)
  for (const one of content.indicators) assert.ok(await holds(`indicator--${one.id}`))
  assert.ok(await holds(`report--${short.id}`))
  now = now.add({ seconds: 1 })
  await publishVersion(
    database.database,
    { id, version: 2, act: 'revision', content: { ...content, indicators: content.indicators.filter((one) => one !== second) } },
    now,
  )
  assert.deepEqual([await holds(`indicator--${first?.id}`), await holds(`indicator--${second?.id}`)], [true, false])
  now = Temporal.Instant.from('2026-11-24T00:00:00Z')
  assert.deepEqual([await holds(`indicator--${first?.id}`), await holds(`indicator--${third?.id}`)], [false, true])
  assert.deepEqual([await holds(`report--${short.id}`), await holds(`report--${id}`)], [false, true])
})

test('a STIX file of nothing has no list of objects, since an empty one would not be valid', async () => {
  const bare = await createTestDatabase()
  const routes = warningFeedRoutes({ database: bare.database, clock: { now: () => now }, origin: 'https://report.example.jp' })
  const other = await startTestServer(routes, bare.database)
  const text = await (await fetch(`${other.url}/feeds/stix/clear.json`)).text()
  await other.stop()
  await bare.drop()
  assert.match(text, /^\{"type":"bundle","id":"bundle--[0-9a-f-]{36}"\}$/)
})

test('the STIX files are for those who may read their level', async () => {
  assert.deepEqual(
    await Promise.all(['clear', 'green', 'amber', 'amber-strict'].map(async (one) => (await get(`stix/${one}.json`)).status)),
    [200, 200, 404, 404],
  )
  assert.equal((await get('stix/clear.json', false)).status, 200)
  assert.equal((await get('stix/green.json', false)).status, 401)
})
