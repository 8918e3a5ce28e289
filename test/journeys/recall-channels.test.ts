import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { listRoutes } from '#feed/list-routes.ts'
import { mispRoutes } from '#feed/misp-routes.ts'
import { warningFeedRoutes } from '#feed/warning-feed-routes.ts'
import { printContent } from '#feed/warning-print.ts'
import { warningFileRoutes } from '#feed/warning-file-routes.ts'
import { createAuthority } from '#identity/authenticate.ts'
import { systemClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { createPublishedObjects, type PublishedObjects } from '#taxii/published-objects.ts'
import { taxiiRoutes } from '#taxii/taxii-routes.ts'
import { createWarningStream, type WarningStream } from '#warning/warning-stream.ts'
import { warningRoutes } from '#warning/warning-routes.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import type { WarningContent } from '#warning/warning.ts'
import { mispFeedReader } from '../support/misp-feed-reader.ts'
import { publishVersion } from '../support/publish-version.ts'
import { publishWarnings } from '../support/publish-warnings.ts'
import { readEvents, takeEvents } from '../support/read-events.ts'
import { addSubscriber } from '../support/sample-subscriber.ts'
import { sampleWarning } from '../support/sample-warning.ts'
import { stixSchemaProblems } from '../support/stix-schemas.ts'
import { silentLogger, startTestServer, type TestServer } from '../support/test-server.ts'

let database: TestDatabase
let server: TestServer
let objects: PublishedObjects
let stream: WarningStream
let headers: Readonly<Record<string, string>>
let now = Temporal.Instant.from('2026-11-22T09:00:00Z')

before(async () => {
  database = await createTestDatabase()
  headers = { authorization: `Bearer ${(await addSubscriber(database.database.kysely, 'amber')).token}` }
  objects = createPublishedObjects({ database: database.database })
  stream = createWarningStream({ database: database.database, logger: silentLogger, metrics: createMetrics() })
  const authority = createAuthority({ database: database.database, clock: systemClock() })
  const parts = { database: database.database, clock: { now: () => now }, origin: 'https://report.example.jp' }
  const routes = [
    ...listRoutes(parts),
    ...mispRoutes(parts),
    ...warningFeedRoutes(parts),
    ...warningFileRoutes(parts),
    ...warningRoutes({ ...parts, stream, recogniser: (sent) => authority.recogniser(sent) }),
    ...taxiiRoutes({ objects, origin: parts.origin }),
  ]
  stream.start()
  server = await startTestServer(routes, database.database)
})

after(async () => {
  stream.stop()
  await server.stop()
  await database.drop()
})

const hidden = { id: '', value: 'taken-back.example', digest: 'ab'.repeat(32) }
const kept = 'still-there.example'

function content(): WarningContent {
  const [domain, address] = sampleWarning().indicators
  assert.ok(domain && address)
  const one = { ...domain, advice: 'block', confidence: 'confirmed' } as const
  return sampleWarning({
    tlp: 'amber',
    indicators: [
      { ...one, value: hidden.value, pattern: `[domain-name:value = '${hidden.value}']` },
      { ...one, id: address.id, type: 'sha256', value: hidden.digest, pattern: `[file:hashes.'SHA-256' = '${hidden.digest}']` },
    ],
  })
}

async function text(path: string): Promise<string> {
  const response = await fetch(server.url + path, { headers })
  assert.equal(response.status, 200, path)
  return response.text()
}

type Stix = {
  readonly id: string
  readonly type: string
  readonly revoked?: boolean
  readonly modified?: string
  readonly pattern?: string
}

/** On each channel, what somebody who comes to it now takes for something to act on; as one text. */
const channels: Readonly<Record<string, () => Promise<string>>> = {
  'TAXII objects': async () => liveStix(await taxiiObjects('')),
  'TAXII objects in every version, the newest of each': async () => liveStix(newestOf(await taxiiObjects('&match[version]=all'))),
  'MISP events': async () => {
    const reader = mispFeedReader(`${server.url}/feeds/misp`, headers)
    await reader.fetch()
    const attributes = [...reader.events.values()].flatMap((event) => [...event.attributes.values()])
    return attributes
      .filter((one) => !one.deleted)
      .map((one) => one.value)
      .join('\n')
  },
  'MISP digests': async () => {
    const lines = await text('/feeds/misp/hashes.csv')
    return [hidden.value, hidden.digest, kept].filter((value) => lines.includes(createHash('md5').update(value).digest('hex'))).join('\n')
  },
  'CSV list': () => text('/feeds/indicators.csv'),
  'JSON list': () => text('/feeds/indicators.json'),
  'list of domains': () => text('/feeds/domains.txt?advice=all'),
  'list of digests': async () => `${await text('/feeds/sha256.txt?advice=all')}${kept}`,
  'STIX file': () => text('/feeds/stix/amber.json'),
  'CSV of the warning': async () => (await text(`/api/v1/warnings/${hidden.id}/indicators.csv`)) + kept,
  'STIX of the warning': async () =>
    liveStix((JSON.parse(await text(`/api/v1/warnings/${hidden.id}/stix`)) as { objects: Stix[] }).objects) + kept,
  'PDF of the warning': async () => {
    const warning = JSON.parse(await text(`/api/v1/warnings/${hidden.id}`)) as WarningBody
    const { indicators } = printContent({ warning, language: 'en', origin: 'https://report.example.jp' })
    return `${indicators.map((one) => one.value.replaceAll('[.]', '.')).join('\n')}${kept}`
  },
  'list of warnings': async () => liveBodies((JSON.parse(await text('/api/v1/warnings')) as { warnings: WarningBody[] }).warnings),
  'the warning': async () => liveBodies([JSON.parse(await text(`/api/v1/warnings/${hidden.id}`)) as WarningBody]) + kept,
  'event stream from its beginning': async () => {
    await stream.refresh()
    const response = await fetch(`${server.url}/api/v1/warnings/stream?after=0`, { headers })
    const events = await takeEvents(readEvents(response), published)
    await response.body?.cancel().catch(() => {})
    // Of what was replaced since, a latecomer gets nothing.
    return liveBodies(events.map(({ data }) => JSON.parse(data) as WarningBody))
  },
}

/** How many warnings there are, each of which a latecomer hears of once. */
let published = 0

async function taxiiObjects(query: string): Promise<readonly Stix[]> {
  await objects.refresh()
  const answer = JSON.parse(await text(`/taxii2/api/collections/amber/objects/?limit=1000${query}`)) as { objects: Stix[] }
  return answer.objects
}

function newestOf(all: readonly Stix[]): readonly Stix[] {
  const newest = new Map<string, Stix>()
  for (const one of all) if ((newest.get(one.id)?.modified ?? '') < (one.modified ?? '')) newest.set(one.id, one)
  return [...newest.values()]
}

function liveStix(all: readonly Stix[]): string {
  return all.flatMap((one) => (one.type === 'indicator' && one.revoked !== true ? (one.pattern ?? '') : [])).join('\n')
}

function liveBodies(bodies: readonly WarningBody[]): string {
  return bodies
    .filter((body) => body.act !== 'recall')
    .flatMap((body) => body.indicators.map((one) => one.value))
    .join('\n')
}

async function shown(): Promise<Readonly<Record<string, readonly [taken: boolean, other: boolean]>>> {
  const found: Record<string, readonly [boolean, boolean]> = {}
  for (const [name, read] of Object.entries(channels)) {
    const live = await read()
    found[name] = [live.includes(hidden.value) || live.includes(hidden.digest), live.includes(kept)]
  }
  return found
}

function everywhere(taken: boolean) {
  return Object.fromEntries(Object.keys(channels).map((name) => [name, [taken, true]]))
}

test('a recall reaches every channel: nobody finds the indicator live any more, and everything else stays', async () => {
  const other = content()
  const indicators = other.indicators.slice(0, 1).map((one) => ({ ...one, value: kept, pattern: `[domain-name:value = '${kept}']` }))
  const ids = await publishWarnings(database.database, [content(), { ...other, indicators }], now)
  published = 2
  hidden.id = ids[0] ?? ''
  assert.deepEqual(await shown(), everywhere(true))
  now = now.add({ seconds: 1 })
  const { content: before } = await newest(hidden.id)
  await publishVersion(database.database, { id: hidden.id, version: 2, act: 'recall', content: before }, now)
  assert.deepEqual(await shown(), everywhere(false))
  const atom = await text('/feeds/warnings.atom')
  assert.match(atom, /\[Recalled\]/)
  assert.match(atom, /【撤回】/)
  assert.equal(atom.match(new RegExp(`urn:uuid:${hidden.id}`, 'g'))?.length, 1)
})

async function newest(id: string): Promise<{ content: WarningContent }> {
  const row = await database.database.kysely.selectFrom('warning').select('content').where('id', '=', id).executeTakeFirstOrThrow()
  return row
}

test('all STIX objects of all channels are valid before and after a recall', async (t) => {
  const problems = stixSchemaProblems()
  if (problems === null) return t.skip('the JSON Schemas of STIX 2.1 are absent')
  const files = ['/feeds/stix/amber.json', `/api/v1/warnings/${hidden.id}/stix`]
  const bundles = await Promise.all(files.map(async (path) => JSON.parse(await text(path)) as Stix & { objects: Stix[] }))
  const all = [...(await taxiiObjects('&match[version]=all')), ...bundles, ...bundles.flatMap((bundle) => bundle.objects)]
  assert.ok(all.some((one) => one.revoked === true))
  for (const object of all) assert.deepEqual(problems(object), [], object.id)
})
