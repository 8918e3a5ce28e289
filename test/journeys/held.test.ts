import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { listPeople } from '#identity/identity-store.ts'
import { demoToken } from '#main/load-demo.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../support/filings.ts'
import { sampleWarning } from '../support/sample-warning.ts'
import { insertGateItem } from '#warning/gate-item-store.ts'
import type { HeldClosure } from '#warning/held-closure.ts'

let server: DemoServer
let filer: Filer

before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})

after(() => server.stop())

async function heldFor(token: string): Promise<readonly string[]> {
  const response = await fetch(`${server.url}/api/v1/gate/held`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(response.status, 200)
  return ((await response.json()) as { held: { reportId: string }[] }).held.map((one) => one.reportId)
}

/** Files a report whose shareable part is held; `received` are the authorities that it went to. */
async function hold(): Promise<{ filing: Filing; received: ReadonlySet<string> }> {
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  await server.test.database.kysely.transaction().execute((tx) => insertGateItem(tx, heldItemOf(filing)))
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const received = filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId)
  return { filing, received: new Set(received) }
}

function heldItemOf({ reportId }: Filing) {
  const [reasons, decidedAt] = [[{ code: 'consent-unknown' }], '2026-11-22T09:00:00Z']
  return { reportId, verdict: 'hold' as const, reasons, content: sampleWarning(), warningId: null, decidedAt }
}

test('GET /api/v1/gate/held shows a held part to the authorities that the report went to and to no other', async () => {
  const { kysely } = server.test.database
  const { filing, received } = await hold()
  const readers = (await listPeople(kysely)).filter(({ roles }) => roles.includes('officer') || roles.includes('releaser'))
  assert.ok(readers.some((one) => received.has(one.organisationId)) && readers.some((one) => !received.has(one.organisationId)))
  for (const reader of readers) {
    const expected = received.has(reader.organisationId) ? [filing.reportId] : []
    assert.deepEqual(await heldFor(demoToken(server.secret, reader.personId)), expected, reader.organisationName.en)
  }
})

test('a held part is closed for good by who received it, with a reason, and the gate does not hold it again', async () => {
  const { kysely } = server.test.database
  const { filing, received } = await hold()
  const officers = (await listPeople(kysely)).filter(({ roles }) => roles.includes('officer'))
  const [own, other] = [true, false].map((isOwn) => officers.find((one) => received.has(one.organisationId) === isOwn))
  assert.ok(own && other)
  const close = (personId: string, body: object) =>
    fetch(`${server.url}/api/v1/gate/held/${filing.reportId}/close`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demoToken(server.secret, personId)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  assert.equal((await close(other.personId, { reason: 'no-attack', note: null })).status, 404)
  assert.equal((await close(own.personId, { reason: 'other', note: null })).status, 422)
  assert.equal((await close(own.personId, { reason: 'other', note: 'A drill' })).status, 204)
  assert.equal((await close(own.personId, { reason: 'no-attack', note: null })).status, 404)
  await kysely.transaction().execute((tx) => insertGateItem(tx, heldItemOf(filing)))
  assert.ok(!(await heldFor(demoToken(server.secret, own.personId))).includes(filing.reportId))
  const closed = async (personId: string) => {
    const response = await fetch(`${server.url}/api/v1/gate/closed`, {
      headers: { authorization: `Bearer ${demoToken(server.secret, personId)}` },
    })
    return ((await response.json()) as { held: { reportId: string; closed: HeldClosure }[] }).held
  }
  const [item] = await closed(own.personId)
  assert.equal(item?.reportId, filing.reportId)
  assert.deepEqual([item.closed.reason, item.closed.note, item.closed.by], ['other', 'A drill', own.personName])
  assert.deepEqual(await closed(other.personId), [])
})
