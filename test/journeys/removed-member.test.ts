import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endMembership } from '#authority/member-store.ts'
import { signOpeningRequest, type OpeningRequest } from '#envelope/opening-request.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'
import type { Persona } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { openFiler, postFiling, unlockKeysOf, type Filer } from '../support/filings.ts'
import { listPersonas } from '../support/personas.ts'

let server: DemoServer
let filer: Filer
let leaver: Persona
let colleague: Persona
let keys: UnlockedKeys

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
  assert.equal((await postFiling(filer, filer.template)).status, 201)
  const keyIds = new Set(filer.template.sealed.authorities.map((one) => one.keyId))
  const received = filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId)
  const officers = (await listPersonas(server.url)).filter(({ roles }) => roles.includes('officer'))
  const sides = Map.groupBy(officers, ({ organisation }) => organisation.id)
  const [first, second] = received.map((id) => sides.get(id) ?? []).find((side) => side.length > 1) ?? officers
  assert.ok(first !== undefined && second !== undefined)
  leaver = first
  colleague = second
  keys = await unlockKeysOf(createServiceClient(server.url, leaver.token))
})

after(() => server.stop())

function wish(): Promise<OpeningRequest> {
  const requestedAt = Temporal.Now.instant().round('millisecond').toString()
  return signOpeningRequest({ reportId: filer.template.reportId, purpose: 'triage', requestedAt }, keys.person)
}

async function open({ reportId, ...body }: OpeningRequest, credential: Record<string, string>): Promise<number> {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...credential }
  const response = await fetch(`${server.url}/api/v1/reports/${reportId}/openings`, { method: 'POST', headers, body: JSON.stringify(body) })
  await response.body?.cancel()
  return response.status
}

async function signIn(): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId: leaver.personId }),
  })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function openings(): Promise<number> {
  return (await server.test.database.kysely.selectFrom('opening').select('id').execute()).length
}

test('a removed member who replays all that it ever held opens nothing', async () => {
  const token = { authorization: `Bearer ${leaver.token}` }
  const session = { cookie: await signIn() }
  const used = await wish()
  assert.equal(await open(used, token), 201)
  const unused = await Promise.all(Array.from({ length: 10 }, wish))
  const { database } = server.test
  await database.kysely.transaction().execute((tx) => endMembership(tx, leaver.personId, Temporal.Now.instant().toString()))
  const before = await openings()
  const fresh = await wish()
  const statuses: number[] = []
  for (const credential of [token, session, { authorization: `Bearer ${colleague.token}` }])
    for (const one of [used, ...unused, fresh]) statuses.push(await open(one, credential))
  assert.ok(!statuses.includes(201), String(statuses))
  assert.equal(await openings(), before)
  assert.equal(statuses.length, 36)
})
