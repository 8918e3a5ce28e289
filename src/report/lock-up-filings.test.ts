import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { Secret } from '#runtime/secret.ts'
import { filingVault } from './filing-vault.ts'
import { findReport, lockUpFilings } from './report-store.ts'

const vault = filingVault(new Secret('owner key of tests'))
const ids = Array.from({ length: 250 }, () => randomUUID())
let cluster: TestDatabase

before(async () => {
  cluster = await createTestDatabase()
  for (const id of ids) {
    const incident = `insert into incident (id, owner_tag, kind, stage, revision, opened_at, latest_report_at, summary)
      values ($1, 'o', 'other', 'initial', 1, now(), now(), '{}')`
    await cluster.database.pool.query(incident, [id])
    const report = `insert into report (id, incident_id, owner_tag, stage, revision, idempotency_key, digest, filed_at, rulebook_version, filing)
      values ($1, $1, 'o', 'initial', 1, ($1::uuid)::text, sha256(''), now(), '1', $2)`
    await cluster.database.pool.query(report, [id, `{"filing":"of ${id}"}`])
  }
})

after(() => cluster.drop())

test('lockUpFilings() leaves no filing in clear, and every one is read as before', async () => {
  const { database } = cluster
  const read = async () => Promise.all(ids.map(async (id) => (await findReport(database.kysely, id, vault))?.filing))
  const before = await read()
  assert.deepEqual(
    before,
    ids.map((id) => `{"filing":"of ${id}"}`),
  )
  assert.equal(await lockUpFilings(database, vault), ids.length)
  assert.deepEqual(await read(), before)
  const { rows } = await database.pool.query<{ row: string }>('select one::text as row from report one')
  assert.ok(!rows.some(({ row }) => row.includes('filing')))
  assert.equal(await lockUpFilings(database, vault), 0)
})
