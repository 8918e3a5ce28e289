import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { insertOrganisations } from './identity-store.ts'
import { newestKeys, publishKey } from './key-store.ts'

let database: TestDatabase

before(async () => {
  database = await createTestDatabase()
})

after(() => database.drop())

test('publishKey() makes a key that was not known the newest, and leaves a known one in its place', async () => {
  const { kysely } = database.database
  const organisationId = randomUUID()
  await insertOrganisations(kysely, [{ id: organisationId, kind: 'platform', name: { ja: '記録', en: 'Log' }, clearance: 'clear' }])
  const [first, second] = ['first', 'second'].map((recipient) => ({ keyId: randomUUID(), organisationId, recipient }))
  const published: string[] = []
  for (const key of [first, second, second, first]) {
    if (key !== undefined) await publishKey(kysely, key, '2026-11-22T09:00:00Z')
    published.push((await newestKeys(kysely, [organisationId]))[0]?.recipient ?? 'none')
  }
  assert.deepEqual(published, ['first', 'second', 'second', 'second'])
})
