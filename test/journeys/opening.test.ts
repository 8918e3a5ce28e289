import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { signOpeningRequest, type OpeningRequest } from '#envelope/opening-request.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../support/filings.ts'

let server: DemoServer
let filer: Filer
let officer: Persona
let keys: UnlockedKeys

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  assert.equal((await postFiling(filer, filer.template)).status, 201)
  const keyIds = new Set(filer.template.sealed.authorities.map((one) => one.keyId))
  const received = filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId)
  officer = filer.cast.officerOf(received)
  const client = createServiceClient(server.url, officer.token)
  keys = await unlockOwnKeys({ client, environment: {} }, await terminalPerson(client))
})

after(() => server.stop())

function wish(purpose: string, reportId = filer.template.reportId): Promise<OpeningRequest> {
  const requestedAt = Temporal.Now.instant().round('millisecond').toString()
  return signOpeningRequest({ reportId, purpose, requestedAt }, keys.person)
}

async function open({ reportId, ...body }: OpeningRequest): Promise<{ status: number; code: unknown }> {
  const headers = { authorization: `Bearer ${officer.token}`, 'content-type': 'application/json' }
  const path = `${server.url}/api/v1/reports/${reportId}/openings`
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, code: ((await response.json()) as { code?: string }).code }
}

test('POST /api/v1/reports/{id}/openings takes a wish once', async () => {
  const signed = await wish('受付時の内容確認\n二行目')
  assert.deepEqual(await open(signed), { status: 201, code: undefined })
  assert.deepEqual(await open(signed), { status: 409, code: 'OPENING_REPEATED' })
})

test('POST /api/v1/reports/{id}/openings refuses a purpose that cannot be stored, would act on a terminal, or turns the text around', async () => {
  for (const purpose of ['a\u0000b', 'triage \u001b[2J', 'triage \u009b31m', 'egairt \u202etriage', ' \n ']) {
    assert.deepEqual(await open(await wish(purpose)), { status: 422, code: 'INPUT_INVALID' }, JSON.stringify(purpose))
  }
})

test('POST /api/v1/reports/{id}/openings says so where the half of another report lies in the envelope of this one', async () => {
  const stray = await nextFiling(filer)
  assert.equal((await postFiling(filer, stray)).status, 201)
  const tell = async () => {
    const headers = { authorization: `Bearer ${officer.token}` }
    const response = await fetch(`${server.url}/api/v1/reports/${stray.reportId}/unreadable`, { method: 'POST', headers })
    return response.status
  }
  assert.equal(await tell(), 403, 'Only who tried to open it can say that it does not open')
  assert.deepEqual(await open(await wish('triage', stray.reportId)), { status: 422, code: 'LOG_HALF_UNREADABLE' })
  assert.deepEqual([await tell(), await tell()], [202, 202])
  const headers = { authorization: `Bearer ${filer.token}` }
  const { notices } = (await (await fetch(`${server.url}/api/v1/notices`, { headers })).json()) as { notices: { path: string }[] }
  assert.deepEqual(notices.filter(({ path }) => path.endsWith(stray.incidentId)).length, 1, 'The operator is told, and once')
})
