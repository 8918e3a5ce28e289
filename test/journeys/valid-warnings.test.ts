import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '#base/canonical-json.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { mispRoutes } from '#feed/misp-routes.ts'
import { warningFeedRoutes } from '#feed/warning-feed-routes.ts'
import { readMispDocument } from '#indicator/misp-reading.ts'
import { readStixDocument } from '#indicator/stix-reading.ts'
import { isObservable, type Indicator, type IndicatorType } from '#indicator/indicator.ts'
import { stixPattern } from '#indicator/stix-pattern.ts'
import { createPublishedObjects, type PublishedObjects } from '#taxii/published-objects.ts'
import { taxiiRoutes } from '#taxii/taxii-routes.ts'
import { actionCodes, advices, confidences, papLevels, warningKinds, type WarningContent, type WarningIndicator } from '#warning/warning.ts'
import { indicatorsOf } from '../support/indicator-arbitrary.ts'
import { publishVersion } from '../support/publish-version.ts'
import { publishWarnings } from '../support/publish-warnings.ts'
import { sampleWarning } from '../support/sample-warning.ts'
import { stixSchemaProblems } from '../support/stix-schemas.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let database: TestDatabase
let server: TestServer
let objects: PublishedObjects
let now = Temporal.Instant.from('2026-11-22T09:00:00Z')

before(async () => {
  database = await createTestDatabase()
  objects = createPublishedObjects({ database: database.database })
  const parts = { database: database.database, clock: { now: () => now }, origin: 'https://report.example.jp' }
  server = await startTestServer(
    [...mispRoutes(parts), ...warningFeedRoutes(parts), ...taxiiRoutes({ objects, origin: parts.origin })],
    database.database,
  )
})

after(async () => {
  await server.stop()
  await database.drop()
})

const types: readonly IndicatorType[] = [
  'ipv4',
  'ipv4-range',
  'ipv6',
  'ipv6-range',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'file-name',
]

function shared(indicator: Indicator, how: Pick<WarningIndicator, 'advice' | 'confidence'>): readonly WarningIndicator[] {
  // PostgreSQL holds no NUL and no half of a pair, and neither does any warning.
  if (!isObservable(indicator) || !indicator.value.isWellFormed() || indicator.value.includes('\0')) return []
  return [{ ...indicator, ...how, id: randomUUID(), role: null, pattern: stixPattern(indicator), validUntil: '2026-12-01' }]
}

const indicators = fc
  .uniqueArray(
    fc.constantFrom(...types).chain((type) => fc.tuple(indicatorsOf(type), fc.constantFrom(...advices), fc.constantFrom(...confidences))),
    { maxLength: 12, selector: ([one]) => `${one.type} ${one.value}` },
  )
  .map((all) => all.flatMap(([one, advice, confidence]) => shared(one, { advice, confidence })))

const warnings: fc.Arbitrary<WarningContent> = fc
  .record({
    tlp: fc.constant('clear' as const),
    pap: fc.constantFrom(...papLevels),
    kind: fc.constantFrom(...warningKinds),
    actions: fc.uniqueArray(fc.constantFrom(...actionCodes), { minLength: 1 }),
    confidence: fc.constantFrom(...confidences),
    indicators,
    techniques: fc.uniqueArray(fc.constantFrom('T1486', 'T1498.001', 'T1190', 'T9999')),
    cve: fc.uniqueArray(fc.constantFrom('CVE-2024-12345', 'CVE-2026-0001')),
    note: fc.option(fc.record({ ja: words(), en: words() })),
  })
  .map((change) => sampleWarning(change))

function words(): fc.Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
}

async function json(path: string): Promise<JsonValue> {
  const response = await fetch(server.url + path)
  assert.equal(response.status, 200, path)
  return (await response.json()) as JsonValue
}

type Stix = { readonly type: string; readonly id: string }

async function everyObject(): Promise<readonly Stix[]> {
  await objects.refresh()
  const found: Stix[] = []
  for (let query = ''; ;) {
    const page = (await json(`/taxii2/api/collections/clear/objects/?limit=1000&match[version]=all${query}`)) as unknown as {
      objects?: Stix[]
      more?: boolean
      next?: string
    }
    found.push(...(page.objects ?? []))
    if (page.more !== true) return found
    query = `&next=${page.next}`
  }
}

test('whatever a warning holds, every object of its release, revision and recall is valid STIX', async (t) => {
  const problems = stixSchemaProblems()
  if (problems === null) return t.skip('the JSON Schemas of STIX 2.1 are absent')
  const contents = fc.sample(warnings, { numRuns: 6 })
  const ids = await publishWarnings(database.database, contents, now)
  for (const [index, content] of contents.entries()) {
    const id = ids[index] ?? ''
    now = now.add({ seconds: 1 })
    const fewer = { ...content, indicators: content.indicators.slice(1), cve: [] }
    await publishVersion(database.database, { id, version: 2, act: 'revision', content: fewer }, now)
    now = now.add({ seconds: 1 })
    if (index % 2 === 0) await publishVersion(database.database, { id, version: 3, act: 'recall', content: fewer }, now)
  }
  const bundle = (await json('/feeds/stix/clear.json')) as unknown as Stix & { objects: Stix[] }
  for (const object of [...(await everyObject()), bundle, ...bundle.objects]) assert.deepEqual(problems(object), [], JSON.stringify(object))
})

test('importing what we export changes nothing, from the MISP feed and from the STIX file', async () => {
  now = now.add({ seconds: 1 })
  const contents = fc.sample(warnings, { numRuns: 12 })
  const ids = await publishWarnings(database.database, contents, now)
  const key = (one: { readonly type: string; readonly value: string }) => `${one.type} ${one.value}`
  for (const [index, content] of contents.entries()) {
    const read = readMispDocument(await json(`/feeds/misp/${ids[index]}.json`))
    assert.deepEqual(read.refused, [])
    const found = read.indicators.filter((one) => one.type !== 'cve').map(key)
    assert.deepEqual(new Set(found), new Set(content.indicators.map(key)))
    assert.equal(found.length, content.indicators.length)
    assert.deepEqual(new Set(read.techniques), new Set(content.techniques))
    for (const one of content.indicators)
      assert.equal(read.indicators.find((other) => key(other) === key(one))?.forDetection, one.advice === 'block')
  }
  const all = readStixDocument(await json('/feeds/stix/clear.json'))
  assert.deepEqual(all.refused, [])
  const known = new Set(all.indicators.map(key))
  for (const one of contents.flatMap((content) => content.indicators)) assert.ok(known.has(key(one)), key(one))
})
