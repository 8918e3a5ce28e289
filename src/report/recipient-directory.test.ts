import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { insertOrganisationKeys } from '#identity/key-store.ts'
import { fixedClock } from '#runtime/clock.ts'
import { createRecipientDirectory } from './recipient-directory.ts'

let cluster: TestDatabase
const organisationId = randomUUID()
const [kept, revoked] = [randomUUID(), randomUUID()]

before(async () => {
  cluster = await createTestDatabase()
  const { kysely } = cluster.database
  const name = { ja: '架空の役所', en: 'Fictional Office' }
  await ensureOrganisation(kysely, { id: organisationId, kind: 'authority', name, clearance: 'clear' })
  const at = '2026-11-22T03:10:00Z'
  await insertOrganisationKeys(kysely, [{ keyId: revoked, organisationId, recipient: 'age1pq1' }], [], at)
  await kysely
    .insertInto('organisation_key')
    .values({ id: kept, organisation_id: organisationId, epoch: 2, recipient: 'age1pq1', created_at: at })
    .execute()
})

after(() => cluster.drop())

test('organisationsOf() knows a key that was revoked no more, after a moment', async () => {
  const clock = fixedClock('2026-11-22T03:10:00Z')
  const directory = createRecipientDirectory({ database: cluster.database, clock })
  const asked = [kept, revoked, randomUUID()]
  assert.deepEqual(await directory.organisationsOf(asked), [organisationId, organisationId, null])
  await cluster.database.kysely
    .updateTable('organisation_key')
    .set({ revoked_at: '2026-11-22T03:10:00Z' })
    .where('id', '=', revoked)
    .execute()
  clock.set('2026-11-22T03:10:02Z')
  assert.deepEqual(await directory.organisationsOf(asked), [organisationId, null, null])
})
