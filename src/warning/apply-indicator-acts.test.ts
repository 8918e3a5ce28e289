import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { publishWarnings, sampleGate } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { stixSchemaProblems } from '../../test/support/stix-schemas.ts'
import { applyIndicatorActs } from './apply-indicator-acts.ts'
import { machineChance } from './chance.ts'
import { raiseIndicators, recallIndicators } from './indicator-act-store.ts'
import { publishTick } from './publish-tick.ts'
import { liveIndicators } from './shared-indicator-store.ts'
import type { WarningContent } from './warning.ts'
import { objectsAfter } from './warning-object-store.ts'
import { findPublished, versionsOf } from './warning-store.ts'

let at: TestDatabase
before(async () => {
  at = await createTestDatabase()
})
after(() => at.drop())

const first = Temporal.Instant.from('2026-11-22T09:00:00Z')

function transaction<Answer>(run: Parameters<ReturnType<TestDatabase['database']['kysely']['transaction']>['execute']>[0]) {
  return at.database.kysely.transaction().execute(run) as Promise<Answer>
}

/** Runs one tick as the gate does. */
async function tick(now: Temporal.Instant): Promise<unknown> {
  const signer = await sampleGate(at.database)
  return transaction(async (tx) => {
    await applyIndicatorActs(tx, now.toString())
    return publishTick(tx, { at: now, now, chance: machineChance(), signer, publicOrigin: 'http://localhost:8080' })
  })
}

async function publish(content: WarningContent): Promise<string> {
  const [id = ''] = await publishWarnings(at.database, [content], first)
  return id
}

async function liveOf(warningId: string): Promise<readonly string[]> {
  const range = { clearance: 'green', today: '2026-11-22', types: null, after: null, limit: 1_000 } as const
  return (await liveIndicators(at.database.kysely, range)).filter((one) => one.warningId === warningId).map(({ value }) => value)
}

type Object = { id: string; type: string; created: string; modified: string; revoked?: boolean; object_refs?: string[] }

/** Returns all versions of the STIX objects of a warning that lie in the collection, by id, oldest first. */
async function objectsOf(warningId: string): Promise<ReadonlyMap<string, readonly Object[]>> {
  const all = await objectsAfter(at.database.kysely, { collection: 'green', afterMicros: 0, limit: 10_000 })
  const own = all
    .filter(({ warning }) => warning?.id === warningId)
    .map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8')) as Object)
  return Map.groupBy(own, ({ id }) => id)
}

test('recallIndicators() becomes a revision at the next tick: ids stay, the one taken back is revoked, and the warning says that it was wrong', async (t) => {
  const content = sampleWarning({ pap: 'green' })
  const id = await publish(content)
  const [wrong] = content.indicators
  assert.ok(wrong)
  await transaction((tx) => recallIndicators(tx, { indicatorIds: [wrong.id], reason: 'false-positive' }))
  const later = first.add({ minutes: 1 })
  await tick(later)
  const found = await findPublished(at.database.kysely, 'green', id)
  assert.deepEqual([found?.version, found?.act], [2, 'revision'])
  assert.deepEqual(found?.content.knownWrong, [{ type: 'domain', value: 'c2.example', reason: 'false-positive' }])
  assert.equal(found?.content.actions[0], 'lift-measures')
  assert.deepEqual(
    (await liveOf(id)).toSorted(),
    content.indicators
      .slice(1)
      .map(({ value }) => value)
      .toSorted(),
  )
  const objects = await objectsOf(id)
  const newest = [...objects.values()].map((versions) => versions.at(-1))
  assert.equal(objects.get(`indicator--${wrong.id}`)?.at(-1)?.revoked, true)
  assert.equal(objects.get(`report--${id}`)?.length, 2)
  assert.ok(!objects.get(`report--${id}`)?.at(-1)?.object_refs?.includes(`indicator--${wrong.id}`))
  // One indicator, its two links, and the report have a new version; nothing else.
  assert.equal(newest.filter((one) => one?.modified === later.toString({ fractionalSecondDigits: 3 })).length, 4)
  assert.ok(newest.every((one) => one?.created === first.toString({ fractionalSecondDigits: 3 })))
  const problems = stixSchemaProblems()
  if (problems === null) return t.skip('the JSON Schemas of STIX 2.1 are absent')
  for (const object of [...objects.values()].flat()) assert.deepEqual(problems(object), [])
})

test('recallIndicators() of everything that a warning holds becomes a recall, which revokes report, indicators and links, and no technique', async () => {
  const content = sampleWarning({
    techniques: ['T1486'],
    products: [],
    cve: [],
    happening: { template: 'other', slots: { vectors: [], systems: [], extortion: [], spread: [] } },
  })
  const words = { ...content, techniques: [] }
  const [id, wordless] = [await publish(content), await publish({ ...words, indicators: sampleWarning().indicators })]
  for (const one of [id, wordless]) {
    const rows = await at.database.kysely.selectFrom('shared_indicator').select('id').where('warning_id', '=', one).execute()
    await transaction((tx) => recallIndicators(tx, { indicatorIds: rows.map((row) => row.id), reason: 'known-good' }))
  }
  await tick(first.add({ minutes: 2 }))
  assert.deepEqual(await liveOf(id), [])
  assert.deepEqual(await liveOf(wordless), [])
  // A technique is left to act on; without one there is nothing.
  assert.equal((await findPublished(at.database.kysely, 'green', id))?.act, 'revision')
  const recalled = await findPublished(at.database.kysely, 'green', wordless)
  assert.deepEqual([recalled?.act, recalled?.content.indicators, recalled?.content.actions], ['recall', [], ['lift-measures']])
  const newest = [...(await objectsOf(wordless)).values()].map((versions) => versions.at(-1))
  assert.ok(newest.length > 3 && newest.every((one) => one?.revoked === true))
  const kept = [...(await objectsOf(id)).values()].map((versions) => versions.at(-1)).filter((one) => one?.revoked !== true)
  assert.deepEqual(kept.map((one) => one?.type ?? '').toSorted(), ['attack-pattern', 'report'])
})

test('raiseIndicators() makes an indicator confirmed, and blockable only where the marking allows that', async () => {
  for (const pap of ['green', 'amber'] as const) {
    const content = sampleWarning({ pap })
    const id = await publish(content)
    const [raised] = content.indicators
    await transaction((tx) => raiseIndicators(tx, [raised?.id ?? '']))
    await tick(first.add({ minutes: 3 }))
    const found = await findPublished(at.database.kysely, 'green', id)
    const one = found?.content.indicators.find((indicator) => indicator.id === raised?.id)
    assert.deepEqual([one?.confidence, one?.advice], ['confirmed', pap === 'green' ? 'block' : 'monitor'])
    assert.equal(found?.content.confidence, 'confirmed')
    assert.equal(found?.content.actions.includes('block-traffic'), pap === 'green')
  }
})

test('applyIndicatorActs() does what was asked once, and nothing to what is recalled already', async () => {
  const content = sampleWarning()
  const id = await publish(content)
  const ids = content.indicators.map((one) => one.id)
  await transaction(async (tx) => {
    await recallIndicators(tx, { indicatorIds: ids, reason: 'withdrawn' })
    await recallIndicators(tx, { indicatorIds: ids, reason: 'false-positive' })
    await raiseIndicators(tx, ids)
  })
  for (const minutes of [4, 5]) await tick(first.add({ minutes }))
  await transaction((tx) => raiseIndicators(tx, ids))
  await tick(first.add({ minutes: 6 }))
  assert.deepEqual(
    (await versionsOf(at.database.kysely, 'green', id)).map(({ version }) => version),
    [2, 1],
  )
  const left = await at.database.kysely.selectFrom('indicator_act').select('id').where('settled_at', 'is', null).execute()
  assert.deepEqual(left, [])
})

test('two ticks of one instant give every object versions of their own', async () => {
  const content = sampleWarning()
  const id = await publish(content)
  for (const one of content.indicators.slice(0, 2)) {
    await transaction((tx) => recallIndicators(tx, { indicatorIds: [one.id], reason: 'false-positive' }))
    await tick(first)
  }
  const versions = (await objectsOf(id)).get(`report--${id}`)?.map(({ modified }) => modified)
  assert.deepEqual(versions, ['2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.001Z', '2026-11-22T09:00:00.002Z'])
})
