import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { insertOrganisations } from '#identity/identity-store.ts'
import { nameOwner, type Naming } from './answer-owner-store.ts'
import { answererOf } from './sighting-store.ts'

let database: TestDatabase

before(async () => {
  database = await createTestDatabase()
})
after(() => database.drop())

async function organisation(): Promise<string> {
  const id = randomUUID()
  await insertOrganisations(database.database.kysely, [{ id, kind: 'subscriber', name: { ja: '見本', en: 'Sample' }, clearance: 'green' }])
  return id
}

function name(organisationId: string, ownerId: string | null): Promise<Naming> {
  return database.database.kysely.transaction().execute((tx) => nameOwner(tx, { organisationId, ownerId }))
}

test('nameOwner() keeps one level: whoever belongs to a subsidiary answers as the owner of both', async () => {
  const [top, middle, low] = [await organisation(), await organisation(), await organisation()]
  const answerer = (id: string) => answererOf(database.database.kysely, id)
  assert.equal(await name(low, middle), 'named')
  assert.equal(await name(middle, top), 'named')
  assert.deepEqual([await answerer(low), await answerer(middle), await answerer(top)], [top, top, top])
  assert.equal(await name(top, low), 'circle')
  assert.equal(await name(top, top), 'circle')
  assert.equal(await name(low, null), 'named')
  assert.equal(await answerer(low), low)
  assert.equal(await name(low, middle), 'named')
  assert.equal(await answerer(low), top)
  assert.equal(await name(low, randomUUID()), 'absent')
})
