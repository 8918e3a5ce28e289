import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { runCommandLine } from '../support/command-line.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { databaseUrl, postgresProcesses } from '../support/postgres.ts'

let folder: string
let running: RunningProgram

before(async () => {
  folder = await temporaryFolder()
  running = await startDemo()
})

after(async () => {
  await running.stop()
  await rm(folder, { recursive: true, force: true })
})

type Environment = Readonly<Record<string, string>>

/** Runs a start that must fail, and returns what it said: one sentence, and nothing that looks like a fault of the program. */
async function refusedStart(environment: Environment, command = 'start'): Promise<string> {
  const data = join(folder, randomUUID())
  const result = await runCommandLine([command], { NOROSHI_DATA: data, ...environment })
  const said = result.complaints.split('\n').filter((line) => line !== '' && !line.startsWith('Building the pages'))
  assert.equal(said.length, 1, `Expected one sentence: ${result.complaints}`)
  assert.ok(result.code !== 0 && result.code !== null, `Expected a failure, the exit code was ${result.code}`)
  assert.equal(result.output, '')
  assert.doesNotMatch(result.complaints, /^\s+at |nobody foresaw/m)
  assert.deepEqual(await postgresProcesses(join(environment['NOROSHI_DATA'] === undefined ? data : '/nowhere', 'postgres', 'cluster')), [])
  return said[0] ?? ''
}

/** A database for one test, with what DATABASE_URL takes. */
async function withDatabase(work: (test: TestDatabase, environment: Environment) => Promise<void>): Promise<void> {
  const database = await createTestDatabase()
  try {
    await work(database, { DATABASE_URL: databaseUrl(database.address) })
  } finally {
    await database.drop()
  }
}

test('a start refuses a port that is taken, and leaves no database behind', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, 'localhost', resolve))
  const address = holder.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    assert.match(await refusedStart({ NOROSHI_PORT: String(port) }), new RegExp(`port ${port} on localhost is taken.*NOROSHI_PORT`))
  } finally {
    holder.close()
  }
})

test('a start refuses the data folder of another instance, which runs on', async () => {
  assert.match(await refusedStart({ NOROSHI_DATA: running.dataFolder, NOROSHI_PORT: '1' }), /another Noroshi is running on this data/)
  assert.equal((await fetch(`${running.url}/readyz`)).status, 200)
})

test('migrate refuses the data folder of an instance that runs', async () => {
  assert.match(await refusedStart({ NOROSHI_DATA: running.dataFolder }, 'migrate'), /another Noroshi is running on this data/)
  assert.equal((await fetch(`${running.url}/readyz`)).status, 200)
})

test('a start refuses the schema of a newer version and leaves it as it is', async () => {
  await withDatabase(async ({ database }, environment) => {
    await database.pool.query(`insert into schema_migration (version, name, hash) values (9999, '9999-from-the-future.sql', 'x')`)
    for (const command of ['start', 'migrate'])
      assert.match(await refusedStart(environment, command), /newer version of Noroshi \(schema 9999/)
    const { rows } = await database.pool.query('select 1 from installation')
    assert.equal(rows.length, 0)
  })
})

test('a start refuses an applied migration that has changed', async () => {
  await withDatabase(async ({ database }, environment) => {
    await database.pool.query(`update schema_migration set hash = 'x' where version = 2`)
    assert.match(await refusedStart(environment), /migrations\/0002-identity\.sql differs/)
  })
})

test('a start refuses a data folder of a newer PostgreSQL', async () => {
  const data = join(folder, randomUUID())
  await mkdir(join(data, 'postgres', 'cluster'), { recursive: true })
  await writeFile(join(data, 'postgres', 'cluster', 'PG_VERSION'), '99\n')
  assert.match(await refusedStart({ NOROSHI_DATA: data }), /belongs to PostgreSQL 99/)
})

test('a start says that DATABASE_URL cannot be reached, without its password', async () => {
  const socket = `localhost/nothing?host=${encodeURIComponent(folder)}`
  for (const place of ['127.0.0.1:1/nothing', 'no-such-host.invalid/nothing', socket]) {
    const sentence = await refusedStart({ DATABASE_URL: `postgresql://somebody:hunter2hunter2@${place}` })
    assert.match(sentence, /Cannot reach the database/)
    assert.doesNotMatch(sentence, /hunter2/)
  }
})

test('a server says that DATABASE_URL has a wrong password or names no database', async () => {
  await withDatabase(async (_database, { DATABASE_URL = '' }) => {
    for (const wrong of [DATABASE_URL.replace(/:[^:@]+@/, ':wrong@'), DATABASE_URL.replace(/\/test_\w+/, '/test_nothing')])
      assert.match(await refusedStart({ DATABASE_URL: wrong, NOROSHI_DEMO: '1' }, 'serve'), /Cannot reach the database/)
  })
})

test('a process of its own says that it needs DATABASE_URL', async () => {
  assert.match(await refusedStart({}, 'worker'), /needs DATABASE_URL/)
})

test('a start refuses unknown, doubled and impossible settings', async () => {
  const refused: readonly (readonly [Environment, RegExp])[] = [
    [{ NOROSHI_PROT: '8080' }, /NOROSHI_PROT is unknown, expected one of NOROSHI_PORT,/],
    [{ NOROSHI_PORT: '8080', NOROSHI_PORT_FILE: folder }, /both NOROSHI_PORT and NOROSHI_PORT_FILE are set/],
    [{ NOROSHI_HOST: '0.0.0.0' }, /NOROSHI_HOST is "0\.0\.0\.0", expected localhost while NOROSHI_DEMO is 1/],
    [{ NOROSHI_HOST: '192.0.2.1', NOROSHI_DEMO: '0' }, /NOROSHI_HOST is "192\.0\.2\.1", which is no address of this machine/],
  ]
  for (const [environment, sentence] of refused) assert.match(await refusedStart(environment), sentence)
})

test('the demonstration refuses the database of a real installation, and the other way round', async () => {
  await withDatabase(async ({ database }, environment) => {
    await database.pool.query('insert into installation (demo) values (false)')
    for (const command of ['start', 'log'])
      assert.match(
        await refusedStart({ ...environment, NOROSHI_DEMO: '1' }, command),
        /the demonstration refuses data that it did not create/,
      )
    await database.pool.query('update installation set demo = true')
    assert.match(await refusedStart({ ...environment, NOROSHI_DEMO: '0' }), /this data is a demonstration/)
    const { rows } = await database.pool.query('select 1 from organisation')
    assert.equal(rows.length, 0)
  })
})

test('no process puts its tables into the database of another program', async () => {
  await withDatabase(async ({ database }, environment) => {
    await database.pool.query('drop schema public cascade; create schema public; create table ledger (id integer)')
    for (const command of ['start', 'migrate'])
      assert.match(await refusedStart({ ...environment, NOROSHI_DEMO: '1' }, command), /holds tables of another program/)
    const { rows } = await database.pool.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace`,
    )
    assert.deepEqual(rows, [{ name: 'ledger' }])
  })
})

test('a data folder that may not be written is named in one sentence', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  assert.match(await refusedStart({ NOROSHI_DATA: join(file, 'data') }), /Cannot start: .*NOROSHI_DATA/)
})
