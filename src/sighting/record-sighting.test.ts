import assert from 'node:assert/strict'
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { fixedClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { pseudonyms } from './pseudonyms.ts'
import { ownAnswers, recordSighting, type Answerer, type SightingParts } from './record-sighting.ts'

const at = Temporal.Instant.from('2026-11-02T12:00:00Z')
let database: TestDatabase
let parts: SightingParts

before(async () => {
  database = await createTestDatabase()
  parts = {
    database: database.database,
    clock: fixedClock(at),
    ownerTags: ownerTags(new Secret('owner key of tests')),
    pseudonyms: pseudonyms(new Secret('sighting key of tests')),
  }
})

after(() => database.drop())

function answerer(): Answerer {
  return { organisationId: randomUUID(), clearance: 'green' }
}

async function publish(): Promise<{ readonly warningId: string; readonly indicatorIds: readonly string[] }> {
  const content = sampleWarning()
  const [warningId = ''] = await publishWarnings(database.database, [content], at)
  return { warningId, indicatorIds: content.indicators.map(({ id }) => id) }
}

async function kindsOf(who: Answerer, warningId: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const answers = await ownAnswers(parts, who, warningId)
  return Object.fromEntries(
    Object.entries(Object.groupBy(answers, (one) => one.subjectId)).map(([id, of]) => [id, of?.map(({ kind }) => kind) ?? []]),
  )
}

async function rows(): Promise<readonly { subject_id: string; kind: string; pseudonym: Buffer }[]> {
  return database.database.kysely.selectFrom('sighting').select(['subject_id', 'kind', 'pseudonym']).execute()
}

test('recordSighting() keeps one answer for each organisation, indicator and kind, however often it is given', async () => {
  const { warningId, indicatorIds } = await publish()
  const [one = ''] = indicatorIds
  const who = answerer()
  for (let times = 0; times < 3; times += 1)
    assert.deepEqual(await recordSighting(parts, who, { kind: 'seen', subjectIds: [one, one] }), { taken: [one], refused: [] })
  assert.deepEqual(await kindsOf(who, warningId), { [one]: ['seen'], [warningId]: ['seen'] })
  const kept = (await rows()).filter((row) => row.subject_id === one)
  assert.equal(kept.length, 1)
})

test('recordSighting() lets an organisation correct itself and take its answer back, and touches nobody else', async () => {
  const { warningId, indicatorIds } = await publish()
  const [one = '', two = ''] = indicatorIds
  const [who, other] = [answerer(), answerer()]
  await recordSighting(parts, other, { kind: 'seen', subjectIds: [one] })
  await recordSighting(parts, who, { kind: 'seen', subjectIds: [one] })
  await recordSighting(parts, who, { kind: 'blocked', subjectIds: [one, two] })
  await recordSighting(parts, who, { kind: 'false-positive', subjectIds: [one] })
  assert.deepEqual(await kindsOf(who, warningId), {
    [one]: ['false-positive'],
    [two]: ['blocked'],
    [warningId]: ['blocked', 'false-positive'],
  })
  await recordSighting(parts, who, { kind: 'false-positive', subjectIds: [one], isWithdrawn: true })
  assert.deepEqual(await kindsOf(who, warningId), { [two]: ['blocked'], [warningId]: ['blocked'] })
  assert.deepEqual(await kindsOf(other, warningId), { [one]: ['seen'], [warningId]: ['seen'] })
})

test('recordSighting() takes an answer to a whole warning for each of its indicators, and for a warning in words alone', async () => {
  const { warningId, indicatorIds } = await publish()
  const who = answerer()
  await recordSighting(parts, who, { kind: 'blocked', subjectIds: [warningId] })
  assert.deepEqual(new Set(Object.keys(await kindsOf(who, warningId))), new Set([warningId, ...indicatorIds]))
  await recordSighting(parts, who, { kind: 'blocked', subjectIds: [warningId], isWithdrawn: true })
  assert.deepEqual(await kindsOf(who, warningId), {})
  const [words = ''] = await publishWarnings(database.database, [sampleWarning({ indicators: [] })], at)
  await recordSighting(parts, who, { kind: 'seen', subjectIds: [words] })
  await recordSighting(parts, who, { kind: 'false-positive', subjectIds: [words] })
  assert.deepEqual(await kindsOf(who, words), { [words]: ['false-positive'] })
})

test('recordSighting() takes nothing for what is absent, above the clearance, or over', async () => {
  const [amber = ''] = await publishWarnings(database.database, [sampleWarning({ tlp: 'amber' })], at)
  const absent = randomUUID()
  assert.deepEqual(await recordSighting(parts, answerer(), { kind: 'seen', subjectIds: [amber, absent] }), {
    taken: [],
    refused: [amber, absent],
  })
  const { warningId, indicatorIds } = await publish()
  const late = { ...parts, clock: fixedClock('2027-06-01T00:00:00Z') }
  assert.deepEqual((await recordSighting(late, answerer(), { kind: 'seen', subjectIds: [warningId, ...indicatorIds] })).taken, [])
})

test('answers of one organisation have no pseudonym in common, and none is made without the key', async () => {
  const { indicatorIds } = await publish()
  const who = answerer()
  await recordSighting(parts, who, { kind: 'seen', subjectIds: indicatorIds })
  const names = (await rows()).filter((row) => indicatorIds.includes(row.subject_id)).map((row) => row.pseudonym.toString('hex'))
  assert.equal(new Set(names).size, indicatorIds.length)
  const tag = parts.ownerTags.tagOf(who.organisationId)
  const [one = ''] = indicatorIds
  assert.notDeepEqual(pseudonyms(new Secret('another')).of(tag, one), parts.pseudonyms.of(tag, one))
})

test('a reader of the database finds nobody: not by id, not by tag, not by any hash that it could make', async () => {
  const { warningId, indicatorIds } = await publish()
  const known = Array.from({ length: 5 }, answerer)
  for (const who of known) await recordSighting(parts, who, { kind: 'seen', subjectIds: indicatorIds })
  const { rows: kept } = await database.database.pool.query<Record<string, unknown>>('select * from sighting')
  assert.deepEqual(Object.keys(kept[0] ?? {}).toSorted(), ['answered_on', 'kind', 'mixed', 'pseudonym', 'subject_id'])
  const names = new Set((await rows()).map((row) => row.pseudonym.toString('hex')))
  for (const { organisationId } of known)
    for (const subjectId of [warningId, ...indicatorIds]) {
      // The tag stands in the database beside every incident of an operator; it must not lead to its answers either.
      const tag = parts.ownerTags.tagOf(organisationId)
      const guesses = [organisationId, `${subjectId}:${organisationId}`, `noroshi-sighting-1:${subjectId}:${organisationId}`].map((text) =>
        createHash('sha256').update(text).digest('hex'),
      )
      const withTag = createHash('sha256').update(`noroshi-sighting-1:${subjectId}:`).update(tag).digest('hex')
      for (const guess of [...guesses, withTag, tag.toString('hex'), createHmac('sha256', tag).update(subjectId).digest('hex')])
        assert.ok(!names.has(guess))
      assert.ok(names.has(parts.pseudonyms.of(tag, subjectId).toString('hex')), 'with the key it is found: the test can fail')
    }
})
