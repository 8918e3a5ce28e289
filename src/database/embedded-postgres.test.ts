import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { promisify } from 'node:util'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { killPostgres, postgresProcesses } from '../../test/support/postgres.ts'
import { openDatabase } from './database.ts'
import { startEmbeddedPostgres, type EmbeddedFolders, type EmbeddedPostgres } from './embedded-postgres.ts'

const run = promisify(execFile)
const cleanUps: (() => Promise<void>)[] = []
let template: string

// One cluster is made, and each test works on a copy of it.
before(async () => {
  template = await temporaryFolder()
  await mkdir(join(template, 'private'))
  const folders = { postgres: join(template, 'postgres'), private: join(template, 'private') }
  await (await startEmbeddedPostgres(folders, { durable: false })).stop()
})

after(() => rm(template, { recursive: true, force: true }))

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

type TestFolders = EmbeddedFolders & { readonly cluster: string }

async function freshFolders(): Promise<TestFolders> {
  const root = await temporaryFolder()
  cleanUps.push(() => rm(root, { recursive: true, force: true }))
  await run('cp', ['-a', join(template, 'postgres'), join(template, 'private'), root])
  return { postgres: join(root, 'postgres'), private: join(root, 'private'), cluster: join(root, 'postgres', 'cluster') }
}

/** Starts a server that the test need not stop by itself. */
async function start(folders: EmbeddedFolders): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(folders, { durable: false })
  cleanUps.push(async () => {
    await server.stop().catch(() => {})
  })
  return server
}

async function answers(server: EmbeddedPostgres): Promise<boolean> {
  const database = openDatabase(server.address, 1)
  try {
    return (await database.pool.query('select 1')).rowCount === 1
  } finally {
    await database.close()
  }
}

async function pidFile(cluster: string): Promise<readonly string[]> {
  return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
}

test('startEmbeddedPostgres() adopts the server that a killed process left behind', async () => {
  const folders = await freshFolders()
  assert.equal((await start(folders)).adopted, false)
  const before = await pidFile(folders.cluster)
  const again = await start(folders)
  assert.equal(again.adopted, true)
  assert.deepEqual((await pidFile(folders.cluster))[0], before[0])
  assert.ok(await answers(again))
})

test('startEmbeddedPostgres() from two processes at once gives both the one server', async () => {
  const folders = await freshFolders()
  const servers = await Promise.all([start(folders), start(folders), start(folders)])
  assert.deepEqual(await Promise.all(servers.map(answers)), [true, true, true])
  assert.equal(servers.filter((one) => !one.adopted).length, 1)
})

test('startEmbeddedPostgres() is not misled by a pid file whose number another program has now', async () => {
  const folders = await freshFolders()
  await start(folders)
  await killPostgres(folders.cluster)
  const stranger = spawn('sleep', ['600'], { stdio: 'ignore' })
  try {
    const [, ...rest] = await pidFile(folders.cluster)
    await writeFile(join(folders.cluster, 'postmaster.pid'), [stranger.pid, ...rest].join('\n'))
    const server = await start(folders)
    assert.equal(server.adopted, false)
    assert.ok(await answers(server))
    assert.equal(stranger.exitCode ?? stranger.signalCode, null)
  } finally {
    stranger.kill()
  }
})

test('startEmbeddedPostgres() starts over a pid file that a crash left empty', async () => {
  const folders = await freshFolders()
  await start(folders)
  await killPostgres(folders.cluster)
  await writeFile(join(folders.cluster, 'postmaster.pid'), '')
  assert.ok(await answers(await start(folders)))
})

test('keepRunning() never starts a second server while a process of the killed one may still write', async () => {
  const folders = await freshFolders()
  const server = await start(folders)
  const [main = 0, ...others] = await postgresProcesses(folders.cluster)
  // The checkpointer writes pages: held up, it outlives the main process as a busy one would.
  const orphan = others.at(-1) ?? 0
  process.kill(orphan, 'SIGSTOP')
  const outcomes: string[] = []
  const { promise: failed, resolve: onFailure } = Promise.withResolvers<void>()
  const { promise: restarted, resolve: onRestart } = Promise.withResolvers<void>()
  server.keepRunning((outcome) => {
    outcomes.push(outcome)
    if (outcome === 'failed') onFailure()
    else onRestart()
  })
  process.kill(main, 'SIGKILL')
  await Promise.race([failed, restarted])
  assert.deepEqual(outcomes, ['failed'])
  process.kill(orphan, 'SIGCONT')
  await restarted
  assert.deepEqual(outcomes, ['failed', 'restarted'])
  assert.ok(await answers(server))
})

test('stop() leaves no server behind, also when it comes while a killed one is being started again', async () => {
  const folders = await freshFolders()
  const server = await start(folders)
  server.keepRunning(() => {})
  const killed: number[] = []
  for (let round = 0; round < 3; round++) {
    killed.push(...(await killPostgres(folders.cluster)))
    if (round < 2) await new Promise((resolve) => setTimeout(resolve, 700))
  }
  await server.stop()
  // What was killed may take a moment to go.
  const left = async (): Promise<readonly number[]> => (await postgresProcesses(folders.cluster)).filter((id) => !killed.includes(id))
  assert.deepEqual(await left(), [])
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  assert.deepEqual(await left(), [])
})

test('startEmbeddedPostgres() says in one sentence that a folder is of another version or cannot be used', async () => {
  const folders = await freshFolders()
  await writeFile(join(folders.cluster, 'PG_VERSION'), '99\n')
  await assert.rejects(start(folders), {
    code: 'DATABASE_NEWER',
    message: /belongs to PostgreSQL 99, and this version of Noroshi brings PostgreSQL 18/,
  })
  const other = await freshFolders()
  await writeFile(join(other.cluster, 'postgresql.conf'), 'this is no setting\n')
  await assert.rejects(start(other), {
    code: 'DATABASE_START_FAILED',
    message: /Cannot start the embedded database in .*cluster; its log .*postgres\.log says why/,
  })
})

test('startEmbeddedPostgres() never makes a new cluster in the place of one that it cannot read', async () => {
  const folders = await freshFolders()
  await rm(join(folders.cluster, 'PG_VERSION'))
  await assert.rejects(start(folders), { code: 'DATABASE_START_FAILED', message: /holds no cluster that this user can read/ })
  await readFile(join(folders.cluster, 'global', 'pg_control'))
})

test('startEmbeddedPostgres() from two processes at once on a new folder makes one cluster, and clears what a killed start left', async () => {
  const root = await temporaryFolder()
  cleanUps.push(() => rm(root, { recursive: true, force: true }))
  await mkdir(join(root, 'private'))
  await mkdir(join(root, 'postgres', 'cluster.new-4194304'), { recursive: true })
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded-postgres.ts', import.meta.url).href)}
    await startEmbeddedPostgres(${JSON.stringify({ postgres: join(root, 'postgres'), private: join(root, 'private') })}, { durable: false })`
  const starts = [0, 1].map(() => run(process.execPath, ['--input-type=module-typescript', '-e', script]))
  cleanUps.push(async () => void (await killPostgres(join(root, 'postgres', 'cluster'))))
  await Promise.all(starts)
  assert.deepEqual(
    (await readdir(join(root, 'postgres'))).filter((name) => name.startsWith('cluster')),
    ['cluster'],
  )
})
