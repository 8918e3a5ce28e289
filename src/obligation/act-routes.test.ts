import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import type { ShownStage } from './show-obligations.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

/** Files a report, and returns its incident and the token of an officer of an authority that it reached. */
async function fileReport(): Promise<{ incidentId: string; officer: string }> {
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  const keys = new Set(filing.sealed.authorities.map(({ keyId }) => keyId))
  const reached = filer.directory.authorities.flatMap(({ keyId, organisationId }) => (keys.has(keyId) ? [organisationId] : []))
  return { incidentId: filing.incidentId, officer: filer.cast.officerOf(reached).token }
}

async function actsSeenBy(token: string, incidentId: string): Promise<readonly ShownStage[]> {
  const incident = await filer.client.as(token).json(`/api/v1/incidents/${incidentId}`)
  const { obligations } = incident as unknown as { obligations: readonly ShownStage[] }
  return obligations.filter(({ party }) => party !== 'operator')
}

async function record(token: string, incidentId: string, act: object): Promise<{ status: number; metAt: unknown; code: unknown }> {
  const response = await fetch(`${server.url}/api/v1/incidents/${incidentId}/acts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(act),
  })
  const { metAt, code } = (await response.json()) as { metAt?: unknown; code?: unknown }
  return { status: response.status, metAt, code }
}

test('an authority that a report reached owes its acknowledgement within 24 hours, records it once, and the operator sees when', async () => {
  const { incidentId, officer } = await fileReport()
  const [own, ...others] = await actsSeenBy(officer, incidentId)
  assert.ok(own?.startsAt && own.dueAt)
  assert.deepEqual(others, [], 'an authority sees its own acts alone')
  assert.equal(Temporal.Instant.from(own.startsAt).until(own.dueAt).total('hours'), 24)
  assert.match(own.arithmetic?.clause?.en ?? '', /not law/)
  const { law, stage } = own
  const first = await record(officer, incidentId, { law, stage })
  assert.equal(first.status, 200)
  assert.deepEqual(await record(officer, incidentId, { law, stage }), first)
  const seen = await actsSeenBy(filer.token, incidentId)
  const done = seen.find(({ party }) => party === own.party)
  assert.deepEqual([done?.metAt, done?.metBy, done?.state], [first.metAt, 'act', 'met'])
  assert.ok(seen.length > 1 && seen.every(({ party, metAt }) => party === own.party || metAt === null))
})

test('an act that nobody owes is refused', async () => {
  const { incidentId, officer } = await fileReport()
  const refused = { status: 404, metAt: undefined, code: 'ACT_NOT_OWED' }
  assert.deepEqual(await record(officer, incidentId, { law: 'jp.ccea.art5', stage: 'initial' }), refused)
})

/** Acknowledgements of a case in the log, by the authority that made them. */
async function logged(incidentId: string): Promise<readonly string[]> {
  const query = `select entry::jsonb ->> 'authority' as authority from log_entry where case_id = $1 and entry::jsonb ->> 'kind' = 'acknowledge'`
  const { rows } = await server.test.database.pool.query<{ authority: string }>(query, [incidentId])
  return rows.map(({ authority }) => authority)
}

test('an acknowledgement is an entry of the case, once for each report, and settles what was owed by it', async () => {
  const { incidentId, officer } = await fileReport()
  const acknowledge = async (token: string) => {
    const path = `${server.url}/api/v1/incidents/${incidentId}/acknowledgements`
    const response = await fetch(path, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    return { status: response.status, body: (await response.json()) as unknown }
  }
  assert.equal((await acknowledge(filer.token)).status, 403)
  const first = await acknowledge(officer)
  assert.equal(first.status, 200)
  assert.deepEqual(await acknowledge(officer), first)
  const [own] = await actsSeenBy(officer, incidentId)
  assert.deepEqual([own?.state, own?.metBy], ['met', 'act'])
  assert.equal((await logged(incidentId)).length, 1)
})

test('an acknowledgement that was owed and is recorded as done is logged too', async () => {
  const { incidentId, officer } = await fileReport()
  const [own] = await actsSeenBy(officer, incidentId)
  assert.equal((await record(officer, incidentId, { law: own?.law, stage: own?.stage })).status, 200)
  assert.equal((await logged(incidentId)).length, 1)
})
