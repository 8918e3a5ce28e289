import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { noticesOf } from '#delivery/notice-store.ts'
import { recordPickUp } from '#delivery/pick-up-store.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { insertGateItem } from '#warning/gate-item-store.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { listPersonas, type Persona } from '../../test/support/personas.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import type { Outcome } from './outcome.ts'
import { publishCounts, type CountingParts } from './publish-counts.ts'
import { recordSighting, type Answerer } from './record-sighting.ts'
import { sightingKeys } from './sighting-keys.ts'
import { tellReporters } from './tell-reporters.ts'

let server: DemoServer
let filer: Filer
let filing: Filing
let warningId: string
let clock: FixedClock
let parts: CountingParts
let readers: readonly Persona[]

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  filing = filer.template
  assert.equal((await postFiling(filer, filing)).status, 201)
  const { database } = server.test
  const at = Temporal.Instant.from('2026-11-01T12:00:00Z')
  const ids = await publishWarnings(database, [sampleWarning()], at)
  warningId = ids[0] ?? ''
  const item = { reportId: filing.reportId, verdict: 'release' as const, reasons: [], content: null, warningId, decidedAt: at.toString() }
  await database.kysely.transaction().execute((tx) => insertGateItem(tx, item))
  clock = fixedClock('2026-11-02T12:00:00Z')
  const { pseudonyms } = sightingKeys(new Secret('sighting key of tests'))
  parts = { database, clock, countSeconds: 86_400, ownerTags: ownerTags(new Secret('owner key of tests')), pseudonyms }
  readers = (await listPersonas(server.url)).filter((one) => one.organisation.kind === 'subscriber' && one.clearance !== 'clear')
})

after(() => server.stop())

function answererOf(person: Persona): Answerer {
  return { organisationId: person.organisation.id, clearance: 'green' }
}

async function outcome(token = filer.token): Promise<Response> {
  return fetch(`${server.url}/api/v1/incidents/${filing.incidentId}/outcome`, { headers: { authorization: `Bearer ${token}` } })
}

async function achieved(): Promise<Outcome['warnings'][number]> {
  const [one] = ((await (await outcome()).json()) as Outcome).warnings
  assert.ok(one)
  return one
}

test('a reporter sees whom its warning reached and what others answered; its own answer confirms nothing', async () => {
  const victim = { organisationId: filer.cast.filer.organisation.id, clearance: 'green' as const }
  for (const who of [victim, ...readers.slice(0, 2).map(answererOf)])
    await recordSighting(parts, who, { kind: 'seen', subjectIds: [warningId] })
  await publishCounts(parts)
  assert.deepEqual((await achieved()).answers, { seen: null, blocked: null, 'false-positive': null }, 'two beside itself')
  for (const reader of readers.slice(0, 3)) {
    await recordSighting(parts, answererOf(reader), { kind: 'seen', subjectIds: [warningId] })
    await recordPickUp(server.test.database.kysely, {
      organisationId: reader.organisation.id,
      channel: 'taxii',
      upTo: '2026-11-01T12:00:00Z',
    })
  }
  clock.set('2026-11-03T12:00:00Z')
  await publishCounts(parts)
  const shown = await achieved()
  assert.deepEqual(shown.answers, { seen: 3, blocked: null, 'false-positive': null })
  assert.equal(shown.warned, 3)
  assert.ok((shown.readers ?? 0) > 3)
  assert.equal(shown.indicators, 3)
})

test('nobody but the operator and the authorities of the case sees what its report achieved', async () => {
  const [reader] = readers
  assert.ok(reader)
  assert.equal((await outcome(reader.token)).status, 403)
  const other = (await listPersonas(server.url)).find(
    (one) => one.roles.includes('filer') && one.organisation.id !== filer.cast.filer.organisation.id,
  )
  assert.ok(other)
  assert.equal((await outcome(other.token)).status, 404)
})

test('tellReporters() tells a reporter once a week, and only where there is something new', async () => {
  const recipient = parts.ownerTags.tagOf(filer.cast.filer.organisation.id)
  const page = { limit: 50, after: null }
  const told = async () =>
    (await noticesOf(server.test.database.kysely, recipient, { page, unreadOnly: false })).rows.filter(({ path }) =>
      path.endsWith(filing.incidentId),
    )
  assert.equal(await tellReporters(parts), 1)
  assert.equal(await tellReporters(parts), 0)
  const [notice] = await told()
  assert.ok(notice)
  assert.ok(notice.body.en.includes('seen: 3 or more'), notice.body.en)
  assert.ok(notice.body.ja.includes('3組織未満'))
  clock.set('2026-11-10T12:00:00Z')
  await publishCounts(parts)
  assert.equal(await tellReporters(parts), 0, 'nothing has changed since')
  assert.equal((await told()).length, 1)
})
