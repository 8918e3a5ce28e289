import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openDatabase } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { insertOrganisations } from '#identity/identity-store.ts'
import { pickedUpSince, recordPickUp } from './pick-up-store.ts'

let test_: TestDatabase

before(async () => {
  test_ = await createTestDatabase()
})
after(() => test_.drop())

async function organisation(): Promise<string> {
  const id = randomUUID()
  await insertOrganisations(test_.database.kysely, [{ id, kind: 'subscriber', name: { ja: '見本', en: 'Sample' }, clearance: 'green' }])
  return id
}

async function rowsOf(organisationId: string) {
  return test_.database.kysely.selectFrom('pick_up').selectAll().where('organisation_id', '=', organisationId).orderBy('up_to').execute()
}

test('recordPickUp() keeps one row for each time that an organisation gets further, from whichever process', async () => {
  const organisationId = await organisation()
  const other = openDatabase(test_.address, 1)
  const record = (upTo: string, queries = test_.database.kysely) => recordPickUp(queries, { organisationId, channel: 'taxii', upTo })
  await record('2026-11-01T00:01:00Z')
  await record('2026-11-01T00:01:00Z')
  await record('2026-11-01T00:00:00Z')
  await record('2026-11-01T00:01:00Z', other.kysely)
  await record('2026-11-01T00:03:00Z', other.kysely)
  await record('2026-11-01T00:02:00Z')
  await other.close()
  assert.deepEqual(
    (await rowsOf(organisationId)).map((row) => row.up_to),
    ['2026-11-01T00:01:00Z', '2026-11-01T00:03:00Z'],
  )
})

test('pickedUpSince() names who has everything up to a tick, once, on the channel on which it got there first', async () => {
  const [early, late] = [await organisation(), await organisation()]
  const queries = test_.database.kysely
  await recordPickUp(queries, { organisationId: early, channel: 'misp', upTo: '2026-12-01T00:05:00Z' })
  await recordPickUp(queries, { organisationId: early, channel: 'taxii', upTo: '2026-12-01T00:06:00Z' })
  await recordPickUp(queries, { organisationId: late, channel: 'taxii', upTo: '2026-12-01T00:04:00Z' })
  const found = await pickedUpSince(queries, '2026-12-01T00:05:00Z')
  assert.deepEqual(
    found.map(({ organisationId, channel }) => ({ organisationId, channel })),
    [{ organisationId: early, channel: 'misp' }],
  )
})
