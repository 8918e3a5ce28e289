import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { listPeople } from '#identity/identity-store.ts'
import { demoToken } from '#main/load-demo.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { nextFiling, openFiler, postFiling, type Filer } from '../support/filings.ts'
import { sampleWarning } from '../support/sample-warning.ts'
import { insertGateItem } from '#warning/gate-item-store.ts'

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

test('GET /api/v1/gate/held shows a held part to the authorities that the report went to and to no other', async () => {
  const filing = await nextFiling(filer)
  assert.equal((await postFiling(filer, filing)).status, 201)
  const { kysely } = server.test.database
  await kysely.transaction().execute((tx) =>
    insertGateItem(tx, {
      reportId: filing.reportId,
      verdict: 'hold',
      reasons: [{ code: 'consent-unknown' }],
      content: sampleWarning(),
      warningId: null,
      decidedAt: '2026-11-22T09:00:00Z',
    }),
  )
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const received = new Set(filer.directory.authorities.filter((one) => keyIds.has(one.keyId)).map((one) => one.organisationId))
  const readers = (await listPeople(kysely)).filter(({ roles }) => roles.includes('officer') || roles.includes('releaser'))
  assert.ok(readers.some((one) => received.has(one.organisationId)) && readers.some((one) => !received.has(one.organisationId)))
  for (const reader of readers) {
    const expected = received.has(reader.organisationId) ? [filing.reportId] : []
    assert.deepEqual(await heldFor(demoToken(server.secret, reader.personId)), expected, reader.organisationName.en)
  }
})
