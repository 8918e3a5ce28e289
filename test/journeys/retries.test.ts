import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { nextFiling, openFiler, type Filer } from '../support/filings.ts'
import { atOnce, createLoadClient, type LoadAnswer } from '../support/many-requests.ts'
import { databaseUrl } from '../support/postgres.ts'

const retries = 10_000
const inFlight = 256

const cleanUps: (() => Promise<void>)[] = []
let cluster: TestDatabase
let servers: readonly RunningProgram[]
let filer: Filer

before(async () => {
  const folder = await temporaryFolder()
  cleanUps.push(() => rm(folder, { recursive: true, force: true }))
  cluster = await createTestDatabase()
  cleanUps.push(() => cluster.drop())
  const environment = { DATABASE_URL: databaseUrl(cluster.address), NOROSHI_DEMO: '1', NOROSHI_FILINGS_PER_MINUTE: '100000000' }
  const start = async (command: string): Promise<RunningProgram> => {
    const program = await startDemo({ command, environment, dataFolder: join(folder, 'data') })
    cleanUps.push(() => program.stop({ keepData: true }))
    return program
  }
  await start('log')
  servers = [await start('serve'), await start('serve')]
  filer = await openFiler(servers[0]?.url ?? '')
})

after(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

/** Sends each body under its key to the servers in turn, `inFlight` at a time, and returns all answers. */
async function sendAll(requests: readonly { readonly key: string; readonly body: Uint8Array }[]): Promise<readonly LoadAnswer[]> {
  const client = createLoadClient(inFlight / servers.length)
  const answers: LoadAnswer[] = []
  try {
    await atOnce(requests.entries(), inFlight, async ([index, { key, body }]) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${filer.token}`, 'idempotency-key': key }
      answers.push(await client.send({ port: servers[index % servers.length]?.port ?? 0, path: '/api/v1/reports', headers, body }))
    })
  } finally {
    client.close()
  }
  return answers
}

function countByStatus(answers: readonly LoadAnswer[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, same]) => [status, same.length]))
}

test(`${retries} retries of the same bytes, ${inFlight} in flight, over two servers make one report with one id`, async (context) => {
  const filing = await nextFiling(filer)
  const body = Buffer.from(JSON.stringify(filing))
  const answers = await sendAll(Array.from({ length: retries }, () => ({ key: filing.reportId, body })))
  context.diagnostic(`answers by status: ${JSON.stringify(countByStatus(answers))}`)
  const refused = answers.filter(({ status }) => ![200, 201, 429, 503].includes(status))
  assert.deepEqual(refused.slice(0, 3), [])
  const successes = answers.filter(({ status }) => status === 200 || status === 201)
  assert.ok(successes.length > 0)
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal(new Set(successes.map(({ text }) => text)).size, 1, 'Every success is the same answer')
  assert.equal((JSON.parse(successes[0]?.text ?? '{}') as { reportId?: string }).reportId, filing.reportId)
  const { rows } = await cluster.database.pool.query('select id from report where idempotency_key = $1', [filing.reportId])
  assert.deepEqual(rows, [{ id: filing.reportId }])
})

test('two contents that race for one key over two servers: one is the report, the other is refused', async () => {
  for (let round = 0; round < 10; round++) {
    const filings = [await nextFiling(filer), await nextFiling(filer)]
    const key = `race-for-one-key-${round}`
    const bodies = filings.map((filing) => Buffer.from(JSON.stringify(filing)))
    const answers = await sendAll(
      Array.from({ length: 40 }, (_, index) => ({ key, body: bodies[(index + (index >> 1)) % 2] ?? Buffer.alloc(0) })),
    )
    const ids = new Set(answers.filter(({ status }) => status < 300).map(({ text }) => (JSON.parse(text) as { reportId: string }).reportId))
    assert.equal(ids.size, 1)
    assert.deepEqual(countByStatus(answers.filter(({ status }) => status !== 503)), { 200: 19, 201: 1, 409: 20 })
    const { rows } = await cluster.database.pool.query('select id from report where idempotency_key = $1', [key])
    assert.deepEqual(
      rows,
      [...ids].map((id) => ({ id })),
    )
  }
})

test('different reports that come at once to two servers are all kept, with all that belongs to them', async () => {
  const filings = await Promise.all(Array.from({ length: 500 }, () => nextFiling(filer)))
  const twice = [...filings, ...filings.toReversed()].map((filing) => ({ key: filing.reportId, body: Buffer.from(JSON.stringify(filing)) }))
  const answers = await sendAll(twice)
  assert.deepEqual(countByStatus(answers), { 200: 500, 201: 500 })
  const { rows } = await cluster.database.pool.query<{ reports: number; incidents: number; obligations: number; recipients: number }>(
    `select count(distinct report.id)::int as reports, count(distinct incident.id)::int as incidents,
       count(distinct obligation.incident_id)::int as obligations, count(distinct incident_recipient.incident_id)::int as recipients
     from report join incident on incident.id = report.incident_id
       left join obligation on obligation.incident_id = incident.id left join incident_recipient on incident_recipient.incident_id = incident.id
     where report.id = any($1)`,
    [filings.map(({ reportId }) => reportId)],
  )
  assert.deepEqual(rows, [{ reports: 500, incidents: 500, obligations: 500, recipients: 500 }])
})
