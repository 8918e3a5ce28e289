import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { noticesOf } from '#delivery/notice-store.ts'
import { insertOrganisations, insertPeople } from '#identity/identity-store.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { fixedClock, type FixedClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { publishWarnings } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { actOnAnswers, cancelRecall, type ActingParts } from './act-on-answers.ts'
import { recordSighting, type Answerer } from './record-sighting.ts'
import type { SightingKind } from './sighting.ts'
import { sightingKeys } from './sighting-keys.ts'

let database: TestDatabase
let clock: FixedClock
let parts: ActingParts
const authorityId = randomUUID()

before(async () => {
  database = await createTestDatabase()
  clock = fixedClock('2026-11-02T12:00:00Z')
  const { pseudonyms } = sightingKeys(new Secret('sighting key of tests'))
  parts = {
    database: database.database,
    clock,
    falsePositives: 3,
    waitSeconds: 3600,
    ownerTags: ownerTags(new Secret('owner')),
    pseudonyms,
  }
  const name = { ja: '見本省', en: 'Sample Ministry' }
  await insertOrganisations(database.database.kysely, [{ id: authorityId, kind: 'authority', name, clearance: 'amber+strict' }])
  await insertPeople(database.database.kysely, [
    { id: randomUUID(), organisationId: authorityId, name, roles: ['releaser'], pseudonym: 'sample' },
  ])
})

after(() => database.drop())

async function publish(): Promise<string> {
  const content = sampleWarning()
  await publishWarnings(database.database, [content], Temporal.Instant.from('2026-11-01T12:00:00Z'))
  return content.indicators[0]?.id ?? ''
}

/** Lets `count` organisations answer, and returns them. */
async function answer(kind: SightingKind, indicatorId: string, count: number): Promise<readonly Answerer[]> {
  const all = Array.from({ length: count }, () => ({ organisationId: randomUUID(), clearance: 'green' as const }))
  for (const who of all) await recordSighting(parts, who, { kind, subjectIds: [indicatorId] })
  return all
}

async function askedOf(indicatorId: string): Promise<readonly string[]> {
  const rows = await database.database.kysely.selectFrom('indicator_act').select('act').where('indicator_id', '=', indicatorId).execute()
  return rows.map(({ act }) => act)
}

function later(seconds: number): void {
  clock.set(clock.now().add({ seconds }))
}

test('three organisations take an indicator back when the time to cancel is over; releasers are told at once', async () => {
  const one = await publish()
  await answer('false-positive', one, 2)
  assert.deepEqual((await actOnAnswers(parts)).disputed, [])
  await answer('false-positive', one, 1)
  assert.deepEqual(await actOnAnswers(parts), { disputed: [one], recalled: [], raised: [] })
  assert.deepEqual(await askedOf(one), [])
  const page = { limit: 10, after: null }
  const { rows } = await noticesOf(database.database.kysely, parts.ownerTags.tagOf(authorityId), { page, unreadOnly: true })
  assert.equal(rows.length, 1)
  assert.deepEqual(await actOnAnswers(parts), { disputed: [], recalled: [], raised: [] }, 'once')
  later(3601)
  assert.deepEqual((await actOnAnswers(parts)).recalled, [one])
  assert.deepEqual(await askedOf(one), ['recall'])
})

test('a releaser cancels: the indicator stays, and neither the same answers nor more of them take it back', async () => {
  const one = await publish()
  await answer('false-positive', one, 4)
  await actOnAnswers(parts)
  assert.equal(await cancelRecall(database.database, one, clock.now()), true)
  assert.equal(await cancelRecall(database.database, one, clock.now()), false)
  await answer('false-positive', one, 5)
  later(7200)
  assert.deepEqual(await actOnAnswers(parts), { disputed: [], recalled: [], raised: [] })
  assert.deepEqual(await askedOf(one), [])
})

test('what organisations have seen weighs against false positives, and an answer taken back in time counts no more', async () => {
  const one = await publish()
  await answer('seen', one, 2)
  const [first] = await answer('false-positive', one, 3)
  assert.ok(first)
  assert.deepEqual((await actOnAnswers(parts)).disputed, [], 'three are not twice as many as two')
  await answer('false-positive', one, 1)
  assert.deepEqual((await actOnAnswers(parts)).disputed, [one])
  await recordSighting(parts, first, { kind: 'false-positive', subjectIds: [one], isWithdrawn: true })
  later(3601)
  assert.deepEqual((await actOnAnswers(parts)).recalled, [])
  assert.deepEqual(await askedOf(one), [])
})

test('one organisation alone brings nothing about, however it answers, and neither do those of one owner', async () => {
  const one = await publish()
  const [who] = await answer('false-positive', one, 1)
  assert.ok(who)
  for (const kind of ['seen', 'false-positive', 'blocked', 'false-positive'] as const)
    await recordSighting(parts, who, { kind, subjectIds: [one] })
  const ids = Array.from({ length: 5 }, () => randomUUID())
  const { kysely } = database.database
  await insertOrganisations(
    kysely,
    ids.map((id) => ({ id, kind: 'subscriber', name: { ja: '見本', en: 'Sample' }, clearance: 'green' })),
  )
  const [owner = ''] = ids
  await kysely
    .insertInto('answer_owner')
    .values(ids.slice(1).map((id) => ({ organisation_id: id, owner_id: owner })))
    .execute()
  for (const organisationId of ids)
    await recordSighting(parts, { organisationId, clearance: 'green' }, { kind: 'false-positive', subjectIds: [one] })
  assert.deepEqual((await actOnAnswers(parts)).disputed, [])
})

test('two organisations that met an indicator, too, raise it once', async () => {
  const one = await publish()
  await answer('seen', one, 1)
  await answer('blocked', one, 9)
  assert.deepEqual((await actOnAnswers(parts)).raised, [], 'to block is not to have met')
  await answer('seen', one, 1)
  assert.deepEqual((await actOnAnswers(parts)).raised, [one])
  assert.deepEqual((await actOnAnswers(parts)).raised, [])
  assert.deepEqual(await askedOf(one), ['raise'])
})
