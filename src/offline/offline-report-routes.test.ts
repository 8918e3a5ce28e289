import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { checkCodeOf } from '#envelope/offline-file.ts'
import { listPersonas, type Persona } from '../../test/support/personas.ts'
import { startDemoServer, type DemoServer } from '../../test/support/demo-server.ts'
import { prepareReport } from '#report/prepare-report.ts'
import { storedEntry } from '#receipt/log-entry-store.ts'
import { createServiceClient, type ServiceClient } from '#runtime/service-client.ts'
import { makeKit } from './make-kit.ts'
import type { Kit } from './kit-file.ts'
import { sealOffline, type OfflineReport } from './seal-offline.ts'

let server: DemoServer
let administrator: ServiceClient
let personas: readonly Persona[]
let kit: Kit

before(async () => {
  server = await startDemoServer()
  personas = await listPersonas(server.url)
  administrator = clientOf(({ roles }) => roles.includes('operator-administrator'))
  kit = await makeKit({ client: administrator, environment: {} }, Temporal.Now.instant())
})

after(() => server.stop())

function clientOf(fits: (one: Persona) => boolean): ServiceClient {
  const found = personas.find(fits)
  assert.ok(found)
  return createServiceClient(server.url, found.token)
}

async function seal(number: number, from: Kit = kit): Promise<OfflineReport> {
  const draft = {
    answers: { 'inc.kind': 'ransomware', 'inc.summary': '暗号化された。', 'ast.designated': 'yes', 'mal.suspected': 'yes' },
    stage: 'initial',
    reportId: randomUUID(),
    incidentId: randomUUID(),
    previousReportId: null,
  } as const
  const prepared = prepareReport(draft, from)
  const code = from.codes.find((one) => one.number === number)
  assert.ok(code)
  return sealOffline(prepared, { kit: from, code })
}

type Answer = { readonly status: number; readonly body: Record<string, unknown> }

async function post(path: string, body: unknown, token: string | null = null): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

function handIn(file: Uint8Array): Promise<Answer> {
  return post('/api/v1/offline-reports', { file: file.toBase64() })
}

function officerToken(): string {
  const authorityIds = kit.directory.authorities.map((one) => one.organisationId)
  const officer = personas.find((one) => one.roles.includes('officer') && authorityIds.includes(one.organisation.id))
  assert.ok(officer)
  return officer.token
}

async function entryOf(reportId: unknown) {
  const row = await server.test.database.kysely
    .selectFrom('log_entry')
    .select('entry')
    .where('report_id', '=', String(reportId))
    .executeTakeFirstOrThrow()
  return storedEntry(row.entry)
}

test('a file that was sealed without a network becomes a report of its operator, filed without an account', async () => {
  const { file, digest, checkCode, reportId } = await seal(1)
  const { status, body } = await handIn(file)
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual([body['reportId'], body['fileDigest'], body['checkCode'], body['reachedOfficerAt']], [reportId, digest, checkCode, null])
  assert.equal(checkCode, checkCodeOf(digest))
  const shown = (await administrator.json(`/api/v1/reports/${reportId}`)) as Record<string, unknown>
  assert.equal(shown['stage'], 'initial')
  const incident = String(shown['incidentId'])
  const listed = (await administrator.json(`/api/v1/incidents/${incident}/offline-reports`)) as { offlineReports: unknown[] }
  assert.deepEqual(listed.offlineReports, [body])
  assert.equal((await entryOf(reportId)).kind, 'submit')
  const { notices } = (await administrator.json('/api/v1/notices')) as { notices: { path: string }[] }
  assert.deepEqual(
    notices.map(({ path }) => path),
    [`/p/incidents/${incident}`],
  )
})

test('the same file again, and a retry at the same moment, is the same report', async () => {
  const { file } = await seal(2)
  const answers = await Promise.all([handIn(file), handIn(file), handIn(file)])
  answers.push(await handIn(file))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1, JSON.stringify(answers))
  assert.equal(new Set(answers.map(({ body }) => body['reportId'])).size, 1)
})

test('a code files one report; another file signed with it is refused, also at the same moment', async () => {
  const [one, other] = [await seal(3), await seal(3)]
  const answers = await Promise.all([handIn(one.file), handIn(other.file)])
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  const refused = answers.find(({ status }) => status === 409)
  assert.equal(refused?.body['code'], 'CODE_USED')
  assert.match(String(refused?.body['detail']), /used for another report/)
})

test('who holds the file fetches its state and receipt; who does not learns nothing', async () => {
  const { file, digest } = await seal(4)
  assert.equal((await fetch(`${server.url}/api/v1/offline-reports/${digest}`)).status, 404)
  const { body } = await handIn(file)
  assert.deepEqual(await (await fetch(`${server.url}/api/v1/offline-reports/${digest}`)).json(), body)
  assert.equal((await fetch(`${server.url}/api/v1/offline-reports/${digest}/receipt`)).status, 202)
  assert.equal((await fetch(`${server.url}/api/v1/offline-reports/${'0'.repeat(64)}/receipt`)).status, 404)
})

test('a file that an officer hands in counts from when it reached the officer, and the log says both', async () => {
  const { file } = await seal(5)
  const reachedAt = Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
  const { status, body } = await post('/api/v1/received-offline-reports', { file: file.toBase64(), reachedAt }, officerToken())
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual([instant(body['filedAt']), instant(body['reachedOfficerAt'])], [instant(reachedAt), instant(reachedAt)])
  const entry = await entryOf(body['reportId'])
  assert.ok(entry.kind === 'hand-in' && Temporal.Instant.compare(entry.at, entry.reached) >= 0)
  assert.equal(instant(entry.reached), instant(reachedAt))
  const obligations = await server.test.database.kysely
    .selectFrom('obligation_stage')
    .select('met_at')
    .where('met_at', '=', reachedAt)
    .execute()
  assert.ok(obligations.length > 0, 'no stage counts as met when the file reached the officer')
})

test('an officer cannot say that a file came before the kit was made, or is yet to come; others cannot say anything', async () => {
  const { file } = await seal(6)
  const token = officerToken()
  for (const reachedAt of ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z', '2026-02-30T00:00:00Z']) {
    const { status } = await post('/api/v1/received-offline-reports', { file: file.toBase64(), reachedAt }, token)
    assert.equal(status, 422, reachedAt)
  }
  assert.equal((await handIn(file)).status, 201)
})

test('a revoked kit files nothing, and what it had filed stays', async () => {
  const lost = await makeKit({ client: administrator, environment: {} }, Temporal.Now.instant())
  const [before, later] = [await seal(1, lost), await seal(2, lost)]
  assert.equal((await handIn(before.file)).status, 201)
  const answer = await administrator.json(`/api/v1/kits/${lost.kitId}`, { method: 'DELETE' })
  assert.deepEqual(answer, { kitId: lost.kitId, revoked: 9 })
  const refused = await handIn(later.file)
  assert.deepEqual([refused.status, refused.body['code']], [409, 'CODE_REVOKED'])
  assert.equal((await handIn(before.file)).status, 200)
})

test('an expired code files nothing, unless an officer had the file in time', async () => {
  const old = await makeKit({ client: administrator, environment: {} }, Temporal.Now.instant())
  const [late, inTime] = [await seal(1, old), await seal(2, old)]
  await server.test.database.kysely
    .updateTable('kit_code')
    .set({ registered_at: '2025-10-01T00:00:00Z', expires_at: '2026-10-01T00:00:00Z' })
    .where('kit_id', '=', old.kitId)
    .execute()
  assert.deepEqual((await handIn(late.file)).body['code'], 'CODE_EXPIRED')
  const answer = await post(
    '/api/v1/received-offline-reports',
    { file: inTime.file.toBase64(), reachedAt: '2026-09-30T00:00:00Z' },
    officerToken(),
  )
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
})

test('a file that was changed on its way, or signed with a code of nobody, is refused with a clear sentence', async () => {
  const { file } = await seal(7)
  const altered = Uint8Array.from(file)
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  const refused = await handIn(altered)
  assert.deepEqual([refused.status, refused.body['code']], [422, 'OFFLINE_FILE_UNREADABLE'])
  const foreign = personas.find((one) => one.organisation.kind === 'operator' && one.organisation.id !== kit.operator.organisationId)
  assert.ok(foreign)
  const stolen = await seal(7, { ...kit, operator: { ...kit.operator, organisationId: foreign.organisation.id } })
  assert.equal((await handIn(stolen.file)).body['code'], 'CODE_UNKNOWN')
  const invented = { ...kit, codes: kit.codes.map((one) => ({ ...one, code: '4ZRQ-Y162-WP46-Y3HK-1PD2-GCDX-CZ5T' })) }
  assert.equal((await handIn((await seal(7, invented)).file)).body['code'], 'CODE_UNKNOWN')
})

test('a report sealed for a key that an authority has replaced since the kit was made is filed all the same', async () => {
  const old = await makeKit({ client: administrator, environment: {} }, Temporal.Now.instant())
  const { file } = await seal(1, old)
  const keyIds = old.directory.authorities.map(({ keyId }) => keyId)
  const keys = server.test.database.kysely.updateTable('organisation_key').where('id', 'in', keyIds)
  await keys.set({ revoked_at: Temporal.Now.instant().toString() }).execute()
  const { status, body } = await handIn(file)
  await keys.set({ revoked_at: null }).execute()
  assert.equal(status, 201, JSON.stringify(body))
})

test('nothing that the server stores of a kit signs anything: public keys alone, under the tag of their operator', async () => {
  const rows = await server.test.database.kysely.selectFrom('kit_code').selectAll().execute()
  const text = JSON.stringify(rows)
  for (const { code } of kit.codes) assert.ok(!text.includes(code) && !text.includes(code.replaceAll('-', '')))
  assert.ok(!text.includes(kit.operator.organisationId) && !text.includes(kit.operator.corporateNumber))
})

function instant(text: unknown): number {
  return Temporal.Instant.from(String(text)).epochMilliseconds
}
