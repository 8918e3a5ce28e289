import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { pseudonyms } from './pseudonyms.ts'
import { publishCounts, type CountingParts } from './publish-counts.ts'
import { readAnswers } from './read-answers.ts'
import { recordSighting, type Answerer } from './record-sighting.ts'

let database: TestDatabase
let clock: FixedClock
let parts: CountingParts

before(async () => {
  database = await createTestDatabase()
  clock = fixedClock('2026-11-02T12:00:00Z')
  parts = {
    database: database.database,
    clock,
    countSeconds: 86_400,
    ownerTags: ownerTags(new Secret('owner key of tests')),
    pseudonyms: pseudonyms(new Secret('sighting key of tests')),
  }
})

after(() => database.drop())

function answerers(count: number): readonly Answerer[] {
  return Array.from({ length: count }, () => ({ organisationId: randomUUID(), clearance: 'green' as const }))
}

async function publish(): Promise<{ readonly warningId: string; readonly one: string; readonly two: string }> {
  const content = sampleWarning()
  const [warningId = ''] = await publishWarnings(database.database, [content], Temporal.Instant.from('2026-11-01T12:00:00Z'))
  return { warningId, one: content.indicators[0]?.id ?? '', two: content.indicators[1]?.id ?? '' }
}

async function shownTo(warningId: string) {
  const [reader] = answerers(1)
  assert.ok(reader)
  const answers = await readAnswers(parts, reader, warningId)
  assert.ok(answers)
  return answers
}

/** Lets `days` pass. */
function later(days: number): void {
  clock.set(clock.now().add({ hours: 24 * days }))
}

test('nothing is shown before the day is over, nothing of fewer than three, and then a step', async () => {
  const { warningId, one, two } = await publish()
  for (const who of answerers(4)) await recordSighting(parts, who, { kind: 'blocked', subjectIds: [one] })
  for (const who of answerers(2)) await recordSighting(parts, who, { kind: 'seen', subjectIds: [two] })
  assert.equal(await publishCounts(parts), true, 'the first counting of all')
  assert.equal(await publishCounts(parts), false, 'one counting a day')
  const first = await shownTo(warningId)
  assert.deepEqual(first.warning, { seen: null, blocked: 3, 'false-positive': null })
  assert.deepEqual(first.indicators, [{ id: one, counts: { seen: null, blocked: 3, 'false-positive': null } }])
  for (const who of answerers(3)) await recordSighting(parts, who, { kind: 'blocked', subjectIds: [one] })
  assert.deepEqual((await shownTo(warningId)).warning, first.warning, 'nothing changes within a day')
  later(1)
  await publishCounts(parts)
  assert.equal((await shownTo(warningId)).warning.blocked, 5)
})

test('one more answer never shows on the next day, whatever step it reaches', async () => {
  const { warningId, one } = await publish()
  for (const who of answerers(4)) await recordSighting(parts, who, { kind: 'seen', subjectIds: [one] })
  later(1)
  await publishCounts(parts)
  for (const who of answerers(1)) await recordSighting(parts, who, { kind: 'seen', subjectIds: [one] })
  later(1)
  await publishCounts(parts)
  assert.equal((await shownTo(warningId)).warning.seen, 3)
})

test('an organisation counts once for a warning, however many of its indicators it answers; those of one owner count once together', async () => {
  const { warningId, one, two } = await publish()
  const many = answerers(3)
  for (const who of many.slice(0, 2)) await recordSighting(parts, who, { kind: 'seen', subjectIds: [one, two] })
  const [owner, ...owned] = await siblings(4)
  for (const organisationId of [owner, ...owned])
    await recordSighting(parts, { organisationId: organisationId ?? '', clearance: 'green' }, { kind: 'false-positive', subjectIds: [one] })
  later(1)
  await publishCounts(parts)
  assert.deepEqual((await shownTo(warningId)).warning, { seen: null, blocked: null, 'false-positive': null })
})

/** Adds organisations of which all but the first belong to the first. */
async function siblings(count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const { kysely } = database.database
  const names = { kind: 'subscriber' as const, name_ja: '見本', name_en: 'Sample', clearance: 'green' as const }
  await kysely
    .insertInto('organisation')
    .values(ids.map((id) => ({ id, ...names })))
    .execute()
  await kysely
    .insertInto('answer_owner')
    .values(ids.slice(1).map((id) => ({ organisation_id: id, owner_id: ids[0] ?? '' })))
    .execute()
  return ids
}

test('after counting, neither places nor transactions of rows tell which of them one request brought', async () => {
  const { one, two } = await publish()
  for (const who of answerers(20)) await recordSighting(parts, who, { kind: 'seen', subjectIds: [one, two] })
  later(1)
  await publishCounts(parts)
  const { rows } = await database.database.pool.query<{ pseudonym: string; xmin: string }>(
    `select encode(pseudonym, 'hex') as pseudonym, xmin::text from sighting where subject_id = any($1) order by ctid`,
    [[one, two]],
  )
  assert.equal(new Set(rows.map(({ xmin }) => xmin)).size, 1)
  const names = rows.map(({ pseudonym }) => pseudonym)
  assert.deepEqual(names, names.toSorted())
})

test('answers go 30 days after what they are about has run out; the numbers stay', async () => {
  const { warningId, one } = await publish()
  for (const who of answerers(3)) await recordSighting(parts, who, { kind: 'seen', subjectIds: [one] })
  later(1)
  await publishCounts(parts)
  const kept = async () =>
    (await database.database.kysely.selectFrom('sighting').select('subject_id').where('subject_id', 'in', [warningId, one]).execute())
      .length
  assert.equal(await kept(), 6)
  clock.set('2027-01-05T00:00:00Z')
  await publishCounts(parts)
  assert.equal(await kept(), 3, 'the indicator ran out in December, the warning in January')
  clock.set('2027-02-05T00:00:00Z')
  await publishCounts(parts)
  assert.equal(await kept(), 0)
  assert.equal((await shownTo(warningId)).warning.seen, 3)
})
