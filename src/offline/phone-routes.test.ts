import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { readDirectory } from '#authority/read-directory.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { storedEntry } from '#receipt/log-entry-store.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { filingWith, openFiler, postFiling, type Filer } from '../../test/support/filings.ts'
import { listPersonas, type Persona } from '../../test/support/personas.ts'
import { noticeFieldIds } from './phone-notice.ts'
import { sealNotice, type FoundOperator } from './seal-notice.ts'

let server: DemoServer
let filer: Filer
let personas: readonly Persona[]
let officer: Persona
let found: FoundOperator

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  personas = await listPersonas(server.url)
  const organisation = filer.cast.filer.organisation
  const directory = await readDirectory({ client: filer.client, environment: {} })
  // Of an authority to which the law gives this operator's first report.
  const named = new Set(filer.template.sealed.authorities.map(({ keyId }) => keyId))
  const received = directory.authorities.filter(({ keyId }) => named.has(keyId)).map(({ organisationId }) => organisationId)
  officer = filer.cast.officerOf(received)
  const answer = (await clientOf(officer).json(
    `/api/v1/operators?words=${encodeURIComponent(organisation.name.ja.slice(0, 3))}`,
  )) as unknown as {
    operators: FoundOperator[]
  }
  const [first] = answer.operators.filter(({ organisationId }) => organisationId === organisation.id)
  assert.ok(first)
  found = first
})

after(() => server.stop())

function clientOf(persona: Persona): ServiceClient {
  return createServiceClient(server.url, persona.token)
}

async function noticeBy(persona: Persona, answers: Readonly<Record<string, string>> = {}): Promise<Filing> {
  const client = clientOf(persona)
  const keys = await unlockOwnKeys({ client, environment: {} }, await terminalPerson(client))
  const directory = await readDirectory({ client, environment: {} })
  const unknown = Object.fromEntries(noticeFieldIds.map((id) => [id, 'unknown']))
  return sealNotice({ ...unknown, ...answers }, { operator: found, directory, authorityId: persona.organisation.id, keys })
}

async function post(persona: Persona, filing: Filing, more: Readonly<Record<string, unknown>> = {}) {
  const body = { operatorId: found.organisationId, calledAt: now(), calledBackOn: 1, filing, ...more }
  const response = await fetch(`${server.url}/api/v1/phone-notices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${persona.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

function now(): string {
  return Temporal.Now.instant().round('millisecond').toString()
}

test('an officer finds an operator with the numbers of the registry, and nobody else may look', async () => {
  assert.ok(found.numbers.length > 0)
  const others = personas.filter(({ roles }) => !roles.includes('officer'))
  for (const persona of new Map(others.map((one) => [one.roles.join(), one])).values()) {
    await assert.rejects(clientOf(persona).json('/api/v1/operators?words=demo'), { status: 403 }, persona.roles.join())
  }
  const all = (await clientOf(officer).json('/api/v1/operators?words=%25%25')) as { operators: unknown[] }
  assert.deepEqual(all.operators, [])
})

test('a notice counts from the call, stands unconfirmed, is logged as such and told to the operator; the written report confirms it', async () => {
  const filing = await noticeBy(officer, { 'inc.kind': 'ransomware', 'ast.designated': 'yes', 'mal.suspected': 'yes' })
  const calledAt = now()
  const { status, body } = await post(officer, filing, { calledAt })
  assert.equal(status, 201, JSON.stringify(body))
  assert.match(String(body['readBackCode']), /^\d{4} \d{4} \d{4} \d{4}$/)
  const queries = server.test.database.kysely
  const row = await queries.selectFrom('log_entry').select('entry').where('report_id', '=', filing.reportId).executeTakeFirstOrThrow()
  assert.equal(storedEntry(row.entry).kind, 'phone')
  assert.ok((await queries.selectFrom('obligation_stage').select('law').where('met_at', '=', calledAt).execute()).length > 0)
  const path = `/api/v1/incidents/${filing.incidentId}/phone-notice`
  const state = async () => ((await filer.client.json(path)) as { notice: { state: string } }).notice.state
  assert.equal(await state(), 'unconfirmed')
  const { notices } = (await filer.client.json('/api/v1/notices')) as { notices: { path: string }[] }
  assert.equal(notices.filter(({ path: to }) => to === `/p/incidents/${filing.incidentId}`).length, 1)
  const written = await filingWith(filer, { incidentId: filing.incidentId, previousReportId: filing.reportId, stage: 'update' })
  assert.equal((await postFiling(filer, written)).status, 201)
  assert.equal(await state(), 'confirmed')
  const { reports } = (await filer.client.json(`/api/v1/incidents/${filing.incidentId}`)) as { reports: unknown[] }
  assert.equal(reports.length, 2)
})

test('the same notice again is the same report', async () => {
  const filing = await noticeBy(officer)
  assert.deepEqual([(await post(officer, filing)).status, (await post(officer, filing)).status], [201, 200])
})

test('a notice of which nothing is known is valid', async () => {
  assert.equal((await post(officer, await noticeBy(officer))).status, 201)
})

test('a notice is refused that names no registered number, lies too far back or ahead, is no first report or says more than ten fields', async () => {
  const filing = await noticeBy(officer)
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ calledBackOn: 9 }, 'NUMBER_NOT_REGISTERED'],
    [{ calledAt: '2026-01-01T00:00:00Z' }, 'CALL_TIME_IMPOSSIBLE'],
    [{ calledAt: '2099-01-01T00:00:00Z' }, 'CALL_TIME_IMPOSSIBLE'],
    [{ filing: { ...filing, stage: 'update', previousReportId: randomUUID() } }, 'NOTICE_STAGE_WRONG'],
    [{ filing: { ...filing, handling: { ...filing.handling, 'share.consent': 'yes' } } }, 'NOTICE_FIELD_UNEXPECTED'],
    [{ filing: { ...filing, handling: { ...filing.handling, 'inc.kind': 'ddos' } } }, 'SIGNATURE_WRONG'],
  ]
  for (const [change, code] of cases) {
    const { status, body } = await post(officer, filing, change)
    assert.deepEqual([status, body['code']], [422, code])
  }
})

test('an officer signs for itself: a notice of another officer, or one that the own authority cannot read, is refused', async () => {
  const other = personas.find((one) => one.roles.includes('officer') && one.organisation.id !== officer.organisation.id)
  assert.ok(other)
  const filing = await noticeBy(officer)
  const stolen = await post(other, filing)
  assert.equal(stolen.status, 422)
  assert.ok(['SIGNATURE_WRONG', 'RECIPIENT_MISSING'].includes(String(stolen.body['code'])))
})

test('nobody but an officer files a notice', async () => {
  const { status } = await post(filer.cast.filer, await noticeBy(officer))
  assert.equal(status, 403)
})
