import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { JsonValue } from '#base/canonical-json.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import type { GateSigner } from '#key-directory/gate-key.ts'
import { fixedClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { sampleGate } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { stixSchemaProblems } from '../../test/support/stix-schemas.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { machineChance } from './chance.ts'
import { judgeLargePart, runReleaseTick, tickAt, type GateAnswer, type ReleaseTickParts, type ShareablePart } from './release-tick.ts'
import { objectsAfter, objectsOfWarning } from './warning-object-store.ts'
import { newestPublished } from './warning-store.ts'

let database: TestDatabase
let signer: GateSigner

before(async () => {
  database = await createTestDatabase()
  signer = await sampleGate(database.database)
})

after(() => database.drop())

const now = Temporal.Instant.from('2026-11-22T09:00:31.25Z')

/** Ticks over parts that are taken from `waiting`, judged by `judge`. */
function ticksOver(waiting: ShareablePart[], judge: (part: ShareablePart) => GateAnswer): ReleaseTickParts {
  return {
    database: database.database,
    clock: fixedClock(now),
    chance: machineChance(),
    logger: silentLogger,
    metrics: createMetrics(),
    tickSeconds: 60,
    signer,
    publicOrigin: 'http://localhost:8080',
    takeShareableParts: async (_tx, { size, limit }) => (size === 'small' ? waiting.slice(0, limit) : []),
    openGate: async () => async (one) => judge(one),
    openDraftGround: () => Promise.reject(new Error('no draft is approved here')),
  }
}

function part(): ShareablePart {
  return { reportId: randomUUID(), incidentId: randomUUID(), ownerTag: new Uint8Array(32), shareable: {}, handling: {} }
}

function released(): GateAnswer {
  return { verdict: 'release', content: sampleWarning(), reasons: [] }
}

async function everything(): Promise<{ warnings: string[]; objects: string[] }> {
  const { kysely } = database.database
  const warnings = await newestPublished(kysely, { clearance: 'amber+strict', from: null, limit: 1_000 })
  const objects = await objectsAfter(kysely, { collection: 'green', afterMicros: 0, limit: 10_000 })
  return { warnings: warnings.map((one) => JSON.stringify(one)), objects: objects.map((one) => Buffer.from(one.body).toString('utf8')) }
}

/** Returns why which of `parts` wait for an officer. */
async function heldReasons(parts: readonly ShareablePart[]): Promise<ReadonlyMap<string, JsonValue>> {
  const ids = parts.map((one) => one.reportId)
  const { kysely } = database.database
  const rows = await kysely.selectFrom('gate_item').selectAll().where('state', '=', 'waiting').where('report_id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.report_id, row.reasons]))
}

test('tickAt() cuts an instant down to the multiple of the tick', () => {
  assert.equal(tickAt(now, 60).toString(), '2026-11-22T09:00:00Z')
  assert.equal(tickAt(now, 300).toString(), '2026-11-22T09:00:00Z')
  assert.equal(tickAt(now, 1).toString(), '2026-11-22T09:00:31Z')
})

test('runReleaseTick() publishes what the gate lets through, keeps what it holds, and lets no report id out', async () => {
  const parts = [part(), part(), part(), part()]
  const answers: readonly GateAnswer[] = [
    released(),
    { verdict: 'hold', content: null, reasons: [{ code: 'operator-named' }] },
    { verdict: 'nothing', reasons: [] },
    released(),
  ]
  const published = await runReleaseTick(ticksOver(parts, (one) => answers[parts.indexOf(one)] ?? released()))
  // A report, three indicators, two techniques, one vulnerability, and links: 3 x 2 and 2 x 1.
  assert.deepEqual(published, { warnings: 2, objects: 2 * 15 })
  const { warnings, objects } = await everything()
  assert.equal(warnings.length, 2)
  assert.equal(objects.length, 2 * 15 + 1)
  for (const text of [...warnings, ...objects]) for (const { reportId } of parts) assert.ok(!text.includes(reportId))
  for (const text of warnings) assert.ok(text.includes('"publishedAt":"2026-11-22T09:00:00Z"'))
  assert.deepEqual(await heldReasons(parts), new Map([[parts[1]?.reportId, [{ code: 'operator-named' }]]]))
})

test('runReleaseTick() gives all objects of a tick the instant of the tick, random ids, and no creator', async () => {
  const { objects } = await everything()
  const seen = new Set<string>()
  for (const text of objects) {
    const object = JSON.parse(text) as { id: string; type: string; created: string; modified?: string; valid_from?: string }
    assert.ok(!seen.has(object.id))
    seen.add(object.id)
    if (object.type === 'marking-definition') continue
    assert.match(object.id, /--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual([object.created, object.modified], ['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.000Z'])
    if (object.valid_from !== undefined) assert.match(object.valid_from, /T00:00:00\.000Z$/)
    assert.ok(!text.includes('created_by_ref'))
  }
})

test('every published object is valid by the JSON Schemas of STIX 2.1', async (t) => {
  const problems = stixSchemaProblems()
  if (problems === null) return t.skip('the JSON Schemas of STIX 2.1 are absent')
  for (const text of (await everything()).objects) assert.deepEqual(problems(JSON.parse(text) as { type: string }), [], text)
})

test('runReleaseTick() publishes a warning in words alone as a valid report', async (t) => {
  const content = sampleWarning({ tlp: 'amber', indicators: [], techniques: [], cve: [], references: [] })
  await runReleaseTick(ticksOver([part()], () => ({ verdict: 'release', content, reasons: [] })))
  const [warning] = await newestPublished(database.database.kysely, { clearance: 'amber', from: null, limit: 1 })
  const objects = warning === undefined ? [] : await objectsOfWarning(database.database.kysely, warning)
  assert.equal(objects.length, 1)
  const problems = stixSchemaProblems()
  if (problems === null) return t.skip('the JSON Schemas of STIX 2.1 are absent')
  assert.deepEqual(problems(JSON.parse(Buffer.from(objects[0] ?? []).toString('utf8')) as { type: string }), [])
})

test('runReleaseTick() holds a part at which the gate fails or that cannot be rendered, counts the alarm, and releases the others', async () => {
  const parts = [part(), part(), part()]
  const unreadable = sampleWarning({ validFrom: 'soon' })
  const ticks = ticksOver(parts, (one) => {
    if (one === parts[0]) throw new Error('the gate broke')
    return one === parts[1] ? { verdict: 'release', content: unreadable, reasons: [] } : released()
  })
  assert.equal((await runReleaseTick(ticks)).warnings, 1)
  const failure: JsonValue = [{ code: 'gate-failure' }]
  assert.deepEqual(await heldReasons(parts), new Map(parts.slice(0, 2).map((one) => [one.reportId, failure])))
  assert.match(await ticks.metrics.render(), /noroshi_gate_verdicts_total\{verdict="failure"\} 2/)
})

test('runReleaseTick() releases nothing if the gate cannot be opened', async () => {
  const before_ = await everything()
  const ticks = { ...ticksOver([part()], released), openGate: () => Promise.reject(new Error('no registry')) }
  await assert.rejects(runReleaseTick(ticks), /no registry/)
  assert.deepEqual(await everything(), before_)
})

test('runReleaseTick() run by several workers at once publishes each warning once, in one order', async () => {
  const before_ = (await everything()).warnings.length
  const waiting = Array.from({ length: 40 }, part)
  const ticks: ReleaseTickParts = { ...ticksOver([], released), takeShareableParts: async () => waiting.splice(0, 5) }
  await Promise.all(Array.from({ length: 8 }, () => runReleaseTick(ticks)))
  const sequences = (await everything()).warnings.map((text) => (JSON.parse(text) as { sequence: number }).sequence)
  assert.deepEqual(
    sequences.toReversed(),
    Array.from({ length: before_ + 40 }, (_, index) => index + 1),
  )
})

test('a large part is judged beside the ticks: they publish while it takes its time, and what it brings goes out at the next', async () => {
  const [large, small] = [part(), part()]
  const entered = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  const largeTurns = ticksOver([], released)
  const turns: ReleaseTickParts = {
    ...largeTurns,
    takeShareableParts: async (_tx, { size }) => (size === 'large' ? [large] : []),
    openGate: async () => async () => {
      entered.resolve()
      await finish.promise
      return released()
    },
  }
  const judging = judgeLargePart(turns)
  await entered.promise
  assert.equal((await runReleaseTick(ticksOver([small], released))).warnings, 1)
  finish.resolve()
  assert.equal(await judging, true)
  assert.equal((await runReleaseTick(ticksOver([], released))).warnings, 1)
  assert.equal(await judgeLargePart(ticksOver([], released)), false)
})
