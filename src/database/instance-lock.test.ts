import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Secret } from '#runtime/secret.ts'
import { takeInstanceLock } from './instance-lock.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let cluster: TestDatabase

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

async function holders(): Promise<readonly number[]> {
  const { rows } = await cluster.database.pool.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and granted and objid = 7261003
       and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows.map(({ pid }) => pid)
}

test('takeInstanceLock() lets one instance at a time run on a database', async () => {
  const first = await takeInstanceLock(cluster.address)
  await assert.rejects(takeInstanceLock(cluster.address), { code: 'DATABASE_IN_USE', message: /another Noroshi is running on this data/ })
  await first.release()
  await (await takeInstanceLock(cluster.address)).release()
})

test('takeInstanceLock() takes its hold again when the database dropped it, and not after its release', async () => {
  const lock = await takeInstanceLock(cluster.address)
  const [holder] = await holders()
  await cluster.database.pool.query('select pg_terminate_backend($1)', [holder])
  for (;;) {
    const [next] = await holders()
    if (next !== undefined && next !== holder) break
  }
  await assert.rejects(takeInstanceLock(cluster.address), { code: 'DATABASE_IN_USE' })
  await lock.release()
  while ((await holders()).length > 0);
  await (await takeInstanceLock(cluster.address)).release()
})

test('takeInstanceLock() says in one sentence that no database is there', async () => {
  const url = new Secret('postgresql://somebody:hunter2@127.0.0.1:1/none')
  await assert.rejects(takeInstanceLock({ url }), { code: 'DATABASE_UNREACHABLE', message: /^Cannot reach the database: [^\n]+$/ })
})
