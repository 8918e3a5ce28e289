import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

async function filed(): Promise<Filing> {
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  return filing
}

async function statusOf(path: string): Promise<number> {
  const response = await fetch(server.url + path, { headers: { authorization: `Bearer ${filer.token}` } })
  await response.arrayBuffer()
  return response.status
}

test('POST /api/v1/reports acknowledges no filing under a used key because another of the same moment bears its report id', async () => {
  const usedKey = randomUUID()
  assert.equal((await postFiling(filer, await nextFiling(filer), usedKey)).status, 201)
  const reportId = randomUUID()
  const [stray, kept] = [await filingWith(filer, { reportId }), await filingWith(filer, { reportId })]
  const answers = await Promise.all([postFiling(filer, stray, usedKey), postFiling(filer, kept, randomUUID())])
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [409, 201],
  )
  assert.equal(await statusOf(`/api/v1/incidents/${stray.incidentId}`), 404)
  assert.equal(await statusOf(`/api/v1/incidents/${kept.incidentId}`), 200)
})

test('POST /api/v1/reports refuses a follow-up under the id of another report', async () => {
  const first = await filed()
  const other = await filed()
  const { incidentId, reportId: previousReportId } = first
  const followUp = await filingWith(filer, { incidentId, previousReportId, reportId: other.reportId, stage: 'update' })
  const { status, body } = await postFiling(filer, followUp, randomUUID())
  assert.deepEqual([status, body['code']], [409, 'REPORT_EXISTS'])
})

test('POST /api/v1/reports refuses ids under which no address would show the report', async () => {
  const unfit = '00000000-0000-0000-0000-000000000001'
  for (const name of ['reportId', 'incidentId', 'previousReportId']) {
    const { status, body } = await postFiling(filer, await filingWith(filer, { [name]: unfit }), randomUUID())
    assert.deepEqual([status, body['code']], [422, 'ID_INVALID'], name)
  }
})

test('GET /api/v1/incidents refuses a forged cursor', async () => {
  for (const keys of [
    ['yesterday', randomUUID()],
    ['2026-11-01T00:00:00Z', 'x'],
    ['\u0000', randomUUID()],
  ]) {
    const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url')
    assert.equal(await statusOf(`/api/v1/incidents?after=${cursor}`), 400, JSON.stringify(keys))
  }
})
