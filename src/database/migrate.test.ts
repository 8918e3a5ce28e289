import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { Secret } from '#runtime/secret.ts'
import { migrate } from './migrate.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let cluster: TestDatabase

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

beforeEach(() => cluster.database.pool.query('drop schema public cascade; create schema public'))

async function versions(): Promise<readonly number[]> {
  const { rows } = await cluster.database.pool.query<{ version: number }>('select version from schema_migration order by version')
  return rows.map(({ version }) => version)
}

test('migrate() applies every migration once, in order', async () => {
  const applied = await migrate(cluster.address)
  assert.deepEqual(
    applied,
    applied.toSorted((left, right) => left - right),
  )
  assert.ok(applied.length >= 5)
  assert.deepEqual(await versions(), applied)
  assert.deepEqual(await migrate(cluster.address), [])
})

test('migrate() from several processes at once applies every migration once', async () => {
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(cluster.address)))
  assert.deepEqual(applied.filter((one) => one.length > 0).length, 1)
  assert.deepEqual(await versions(), applied.flat())
})

test('migrate() goes on where an earlier one ended', async () => {
  const applied = await migrate(cluster.address)
  await cluster.database.pool.query('delete from schema_migration where version = $1', [applied.at(-1)])
  // Its tables are there already, so it must fail, in one sentence and without a half of it.
  await assert.rejects(migrate(cluster.address), {
    code: 'MIGRATION_FAILED',
    message: /^Cannot start: migrations\/\d{4}-[\w-]+\.sql failed: /,
  })
  assert.deepEqual(await versions(), applied.slice(0, -1))
})

test('migrate() refuses a newer schema, a changed migration and the tables of another program', async () => {
  await migrate(cluster.address)
  const { pool } = cluster.database
  await pool.query(`update schema_migration set hash = 'x' where version = 1`)
  await assert.rejects(migrate(cluster.address), { code: 'MIGRATION_CHANGED', message: /0001-installation\.sql/ })
  await pool.query(`insert into schema_migration (version, name, hash) values (9999, 'x', 'x')`)
  await assert.rejects(migrate(cluster.address), { code: 'DATABASE_NEWER', message: /schema 9999/ })
  await pool.query('drop schema public cascade; create schema public; create view ledger as select 1 as one')
  await assert.rejects(migrate(cluster.address), { code: 'DATABASE_IN_USE' })
})

test('migrate() says in one sentence that no database is there', async () => {
  const url = new Secret('postgresql://somebody:hunter2@127.0.0.1:1/none')
  await assert.rejects(migrate({ url }), (error: Error & { code: string }) => {
    assert.equal(error.code, 'DATABASE_UNREACHABLE')
    assert.doesNotMatch(error.message, /hunter2|\n/)
    return true
  })
})
