import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../support/filings.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

test('a time of awareness after the filing counts as the time of filing, and a follow-up gains no time', async () => {
  const { handling } = filer.template
  const first = await filingWith(filer, { handling: { ...handling, 't.aware': '2099-01-01T00:00:00Z' } })
  assert.equal((await postFiling(filer, first)).status, 201)
  const due = await dueOf(first.incidentId)
  const days = Temporal.Now.instant().until(Temporal.Instant.from(due)).total('hours') / 24
  assert.ok(days > 29 && days < 38, `30 days and what a holiday adds, not ${days}`)

  const follow = { incidentId: first.incidentId, previousReportId: first.reportId, stage: 'update' }
  const later = await filingWith(filer, { ...follow, handling: { ...handling, 't.aware': '2098-01-01T00:00:00Z' } })
  assert.equal((await postFiling(filer, later)).status, 201)
  assert.equal(await dueOf(first.incidentId), due)

  const earlier = { ...follow, previousReportId: later.reportId, handling: { ...handling, 't.aware': '2026-10-05T00:00:00Z' } }
  assert.equal((await postFiling(filer, await filingWith(filer, earlier))).status, 201)
  assert.ok(Temporal.Instant.compare(await dueOf(first.incidentId), due) < 0, 'an earlier awareness brings the limit forward')
})

async function dueOf(incidentId: string): Promise<string> {
  const incident = (await filer.client.json(`/api/v1/incidents/${incidentId}`)) as unknown as {
    obligations: readonly { stage: string; dueAt: string | null }[]
  }
  const due = incident.obligations.find((one) => one.stage === 'detailed')?.dueAt
  assert.ok(due !== undefined && due !== null)
  return due
}
