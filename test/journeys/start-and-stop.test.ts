import assert from 'node:assert/strict'
import { readFile, rm, stat } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase } from '#database/test-database.ts'
import { ended, launchProgram, startDemo, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../support/filings.ts'
import { databaseUrl, killPostgres, postgresProcesses } from '../support/postgres.ts'

/** The promise is ten seconds; the rest is for a machine that does other things as well. */
const longestStopMs = 10_000 + 3_000

let program: RunningProgram
let cluster: string

before(async () => {
  program = await startDemo({ isNew: true })
  cluster = join(program.dataFolder, 'postgres', 'cluster')
})

after(() => program.stop())

async function stopInTime(running: RunningProgram, { early = false } = {}): Promise<void> {
  const startedAt = performance.now()
  running.child.kill('SIGTERM')
  await ended(running.child)
  const took = performance.now() - startedAt
  assert.ok(took < longestStopMs, `Stopping took ${took} ms`)
  // Before the program has loaded, nothing of it listens to the signal, which then ends the process itself.
  if (early && running.child.signalCode === 'SIGTERM') return
  assert.equal(running.child.exitCode, 0, running.complaints())
}

async function statusOf(path: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const outgoing = request({ host: 'localhost', port: program.port, path, headers: { connection: 'close', ...headers } }, resolve)
  outgoing.on('error', reject)
  outgoing.end()
  const incoming = await promise
  incoming.resume()
  return incoming
}

async function openSocket(text: string): Promise<Socket> {
  const socket = connect(program.port, 'localhost')
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(text)
  return socket
}

test('the ready line is the one line on standard output', () => {
  const { output } = program
  assert.match(output(), /^\{"ready":true,"url":"http:\/\/localhost:\d+","startupMs":\d+\}\n$/)
  assert.equal((JSON.parse(output()) as { url: string }).url, program.url)
})

test('the data folder is open to walk through, and what is in it to its users alone', async () => {
  const rights = async (path: string) => {
    const { mode, uid } = await stat(join(program.dataFolder, path))
    return { mode: (mode & 0o777).toString(8), uid }
  }
  const own = process.getuid?.() ?? 0
  const [serverProcess] = await postgresProcesses(cluster)
  const { uid: databaseUser } = await stat(`/proc/${serverProcess}`)
  assert.deepEqual(await rights('.'), { mode: '711', uid: own })
  assert.deepEqual(await rights('private'), { mode: '700', uid: own })
  assert.deepEqual(await rights('private/log'), { mode: '700', uid: own })
  assert.deepEqual(await rights('postgres'), { mode: '700', uid: databaseUser })
  assert.deepEqual(await rights('postgres/cluster'), { mode: '700', uid: databaseUser })
  for (const name of ['owner-key', 'demo-secret', 'database-password', 'log/log-key.json'])
    assert.deepEqual(await rights(`private/${name}`), { mode: '600', uid: own })
  assert.notEqual(databaseUser, 0, 'PostgreSQL must not run as root')
})

test('the demonstration refuses a foreign Host and forwarded headers', async () => {
  assert.equal((await statusOf('/api/v1/session')).statusCode, 200)
  assert.equal((await statusOf('/api/v1/session', { host: `127.0.0.1:${program.port}` })).statusCode, 200)
  for (const host of ['noroshi.example', 'localhost.attacker.example', '192.0.2.1'])
    assert.equal((await statusOf('/api/v1/session', { host })).statusCode, 421, `Host ${host}`)
  for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'])
    assert.equal((await statusOf('/api/v1/session', { [name]: 'for=192.0.2.1' })).statusCode, 400, name)
  for (const path of ['/', '/livez', '/taxii2/', '/nothing'])
    assert.equal((await statusOf(path, { host: 'noroshi.example' })).statusCode, 421, path)
})

test('kill -9 of PostgreSQL is survived: requests are put off until it is back by itself', async () => {
  const filer = await openFiler(program.url)
  const first = await nextFiling(filer)
  assert.equal((await postFiling(filer, first)).status, 201)
  await killPostgres(cluster)
  const putOff = await fetch(`${program.url}/api/v1/reports/${first.reportId}`, { headers: { authorization: `Bearer ${filer.token}` } })
  if (putOff.status !== 200) {
    assert.equal(putOff.status, 503)
    assert.match(putOff.headers.get('retry-after') ?? '', /^\d+$/)
    assert.equal(((await putOff.json()) as { code: string }).code, 'DATABASE_AWAY')
  }
  assert.ok([200, 503].includes((await statusOf('/readyz')).statusCode ?? 0))
  const second = await nextFiling(filer)
  assert.equal(await fileUntilTaken(filer, second), 201)
  for (const { reportId } of [first, second]) {
    const kept = (await filer.client.json(`/api/v1/reports/${reportId}`)) as { reportId: string }
    assert.equal(kept.reportId, reportId)
  }
  assert.equal((await statusOf('/readyz')).statusCode, 200)
  assert.equal(program.child.exitCode, null)
  assert.match(program.complaints(), /"code":"restarted","msg":"embedded database died"/)
})

async function fileUntilTaken(filer: Filer, filing: Awaited<ReturnType<typeof nextFiling>>): Promise<number> {
  for (;;) {
    const { status } = await postFiling(filer, filing)
    if (status !== 503) return status
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('kill -9 of the program is survived by the next start, which adopts the database', async () => {
  const filer = await openFiler(program.url)
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  const [before] = await postgresProcesses(cluster)
  program.child.kill('SIGKILL')
  await ended(program.child)
  program = await startDemo({ dataFolder: program.dataFolder, port: program.port })
  assert.deepEqual((await postgresProcesses(cluster))[0], before)
  const again = await openFiler(program.url)
  assert.equal(again.token, filer.token)
  assert.equal(((await again.client.json(`/api/v1/reports/${filing.reportId}`)) as { reportId: string }).reportId, filing.reportId)
  assert.equal((await postFiling(again, filing)).status, 200)
})

test('SIGTERM stops everything in ten seconds, whatever clients hold open, and loses nothing', async () => {
  const filer = await openFiler(program.url)
  const stream = await openSocket(`GET /api/v1/warnings/stream HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  const halfRequest = await openSocket(
    'POST /api/v1/assess HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  )
  const idle = await openSocket('')
  const filings = await Promise.all(Array.from({ length: 40 }, () => nextFiling(filer)))
  const answers = filings.map((filing) =>
    postFiling(filer, filing).then(
      ({ status }) => ({ status, filing }),
      () => ({ status: 0, filing }),
    ),
  )
  await Promise.race(answers)
  await stopInTime(program)
  for (const socket of [stream, halfRequest, idle]) socket.destroy()
  assert.deepEqual(await postgresProcesses(cluster), [])
  const acknowledged = (await Promise.all(answers)).filter(({ status }) => status === 201)
  assert.ok(acknowledged.length > 0)
  program = await startDemo({ dataFolder: program.dataFolder, port: program.port })
  for (const { filing } of acknowledged) await filer.client.json(`/api/v1/reports/${filing.reportId}`)
})

test('a terminal that goes away does not keep the program from stopping', async () => {
  program.child.stderr?.destroy()
  program.child.stdout?.destroy()
  await stopInTime(program)
  assert.deepEqual(await postgresProcesses(cluster), [])
})

test('SIGTERM during a start ends it and leaves nothing running', async () => {
  for (const waitMs of [300, 1_500, 3_000]) {
    const starting = await launchProgram({ dataFolder: program.dataFolder })
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    await stopInTime(starting, { early: true })
    assert.deepEqual(await postgresProcesses(cluster), [])
  }
})

test('a server is not ready before the schema is migrated, and puts requests off', async () => {
  const empty = await createTestDatabase()
  const { database, address } = empty
  const holder = new pg.Client({ connectionString: databaseUrl(address) })
  const folder = await temporaryFolder()
  let starting: Awaited<ReturnType<typeof launchProgram>> | null = null
  try {
    await database.pool.query('drop schema public cascade; create schema public')
    await holder.connect()
    // Whoever migrates holds this lock; the server waits for it.
    await holder.query('select pg_advisory_lock(7261001)')
    starting = await launchProgram({
      command: 'serve',
      dataFolder: folder,
      environment: { DATABASE_URL: databaseUrl(address), NOROSHI_DEMO: '1' },
    })
    const { url } = starting
    await untilAnswers(`${url}/livez`)
    const ready = await fetch(`${url}/readyz`)
    assert.equal(ready.status, 503)
    assert.match(ready.headers.get('retry-after') ?? '', /^\d+$/)
    const assess = await fetch(`${url}/api/v1/session`)
    assert.deepEqual([assess.status, ((await assess.json()) as { code: string }).code], [503, 'NOT_READY'])
    assert.equal(starting.output(), '')
    await holder.query('select pg_advisory_unlock(7261001)')
    await starting.ready
    assert.equal((await fetch(`${url}/readyz`)).status, 200)
    await stopInTime(starting)
  } finally {
    await holder.end()
    await starting?.stop()
    await empty.drop()
    await rm(folder, { recursive: true, force: true })
  }
})

async function untilAnswers(url: string): Promise<void> {
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await new Promise((resolve) => setTimeout(resolve, 100))
}

test('what the program wrote holds no stack trace of a fault', async () => {
  assert.doesNotMatch(program.complaints(), /"level":"error"|nobody foresaw/)
  assert.doesNotMatch(await readFile(join(program.dataFolder, 'postgres', 'postgres.log'), 'utf8'), /PANIC/)
})
