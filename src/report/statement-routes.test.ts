import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

type Stage = {
  readonly law: string
  readonly stage: string
  readonly metAt: string | null
  readonly metBy: string | null
  readonly state: string
}

const leak = 'jp.appi.art26'

async function fileWithLeak(): Promise<string> {
  const filing = await filingWith(filer, { handling: { ...filer.template.handling, 'pd.suspected': 'unknown' } })
  assert.equal((await postFiling(filer, filing)).status, 201)
  return filing.incidentId
}

async function stageOf(incidentId: string, stage: string): Promise<Stage> {
  const { obligations } = (await filer.client.json(`/api/v1/incidents/${incidentId}`)) as unknown as { obligations: readonly Stage[] }
  const found = obligations.find((one) => one.law === leak && one.stage === stage)
  assert.ok(found, obligations.map((one) => `${one.law} ${one.stage}`).join(', '))
  return found
}

async function say(incidentId: string, statement: unknown): Promise<{ status: number; code: unknown }> {
  const response = await fetch(`${server.url}/api/v1/incidents/${incidentId}/statements`, {
    method: 'POST',
    headers: { authorization: `Bearer ${filer.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(statement),
  })
  const body = (await response.json()) as { code?: unknown }
  return { status: response.status, code: body.code }
}

test('a filer states that it reported elsewhere, once, and it counts as met by its word', async () => {
  const incidentId = await fileWithLeak()
  assert.equal((await stageOf(incidentId, 'initial')).metAt, null)
  const statement = { law: leak, stage: 'initial', at: '2026-11-22T12:30:00+09:00' }
  assert.equal((await say(incidentId, statement)).status, 200)
  assert.equal((await say(incidentId, statement)).status, 200)
  const { metAt, metBy, state } = await stageOf(incidentId, 'initial')
  assert.deepEqual([metAt, metBy, state], ['2026-11-22T03:30:00Z', 'statement', 'met'])
  assert.equal((await stageOf(incidentId, 'final')).metAt, null)
  assert.deepEqual(await say(incidentId, { ...statement, at: '2026-11-22T03:31:00Z' }), { status: 409, code: 'STAGE_SETTLED' })
})

test('a statement of what is still to come, of no calendar or of nothing owed is refused', async () => {
  const incidentId = await fileWithLeak()
  const initial = { law: leak, stage: 'initial' }
  const refused: readonly [number, string, object][] = [
    [422, 'STATEMENT_IN_FUTURE', { ...initial, at: '2099-01-01T00:00:00Z' }],
    [422, 'INSTANT_INVALID', { ...initial, at: '2026-02-30T00:00:00Z' }],
    [422, 'INSTANT_INVALID', { ...initial, at: '0000-01-01T00:00:00Z' }],
    [422, 'INSTANT_INVALID', { ...initial, at: '0001-01-01T00:00:00+00:01' }],
    [404, 'OBLIGATION_NOT_FOUND', { law: 'jp.none', stage: 'initial', at: '2026-11-22T00:00:00Z' }],
    [404, 'OBLIGATION_NOT_FOUND', { law: leak, stage: 'update', at: '2026-11-22T00:00:00Z' }],
  ]
  for (const [status, code, statement] of refused) assert.deepEqual(await say(incidentId, statement), { status, code })
  assert.equal((await stageOf(incidentId, 'initial')).metAt, null)
})
