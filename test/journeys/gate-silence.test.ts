import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { filingVault } from '#report/filing-vault.ts'
import { takeForGate } from '#report/report-store.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { filingWith, openFiler, type Filer } from '../support/filings.ts'
import { agreed, judged } from '../support/judging.ts'

let server: DemoServer
let filer: Filer
before(async () => {
  server = await startDemoServer()
  filer = await openFiler(server.url)
})
after(() => server.stop())

const releasedPart: JsonObject = { 'inc.kind': 'ransomware', ioc: [{ type: 'sha256', value: 'a'.repeat(64) }] }
const heldPart: JsonObject = { 'inc.kind': 'ransomware', ioc: [{ type: 'domain', value: 'vpn.kitase-denryoku.example' }] }
const endedPart: JsonObject = { 'inc.kind': 'ransomware' }

// An instant is as long as its fraction of a second, and so is what holds it.
const ofTheMoment = ['date', 'x-request-id', 'content-length', 'x-ratelimit-remaining', 'x-ratelimit-reset']

/** Files a shareable part and returns everything that its filer is told, without what is another one in every answer. */
async function told(shareable: JsonObject): Promise<{ readonly reportId: string; readonly answer: unknown }> {
  const filing = await filingWith(filer, { shareable })
  const response = await fetch(`${server.url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${filer.token}`, 'content-type': 'application/json', 'idempotency-key': filing.reportId },
    body: JSON.stringify(filing),
  })
  const body = await response.text()
  const headers = [...response.headers].filter(([name]) => !ofTheMoment.includes(name)).map(([name, value]) => [name, masked(value)])
  return { reportId: filing.reportId, answer: { status: response.status, headers, body: masked(body) } }
}

function masked(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
    .replaceAll(/[A-Za-z0-9+/_-]{40,}={0,2}/g, 'digest')
}

test('the answer to a filing is the same, in status, headers and bytes, whatever the gate will decide', async () => {
  const parts = [releasedPart, heldPart, endedPart]
  assert.deepEqual(
    parts.map((part) => judged(part, agreed).verdict),
    ['release', 'hold', 'nothing'],
  )
  const answers = []
  for (const part of parts) answers.push((await told(part)).answer)
  assert.equal((answers[0] as { status: number }).status, 201)
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
})

test('takeForGate() lets no small report wait for a large one, hands the large ones out one by one, and each once', async () => {
  const vault = filingVault(new Secret('owner key of tests'))
  const take = (size: 'small' | 'large') =>
    server.test.database.kysely
      .transaction()
      .execute(async (tx) => (await takeForGate(tx, { size, limit: 500, at: '2026-11-22T09:00:00Z', vault })).map((one) => one.reportId))
  await take('small')
  const many = Array.from({ length: 9_000 }, (_, index) => ({ type: 'sha256', value: index.toString(16).padStart(64, '0') }))
  const large = [await told({ ...releasedPart, ioc: many }), await told({ ...releasedPart, ioc: many })].map((one) => one.reportId)
  const small = [await told(releasedPart), await told(heldPart)].map((one) => one.reportId)
  assert.deepEqual((await take('small')).toSorted(), small.toSorted())
  assert.deepEqual([await take('small'), await take('large'), await take('large'), await take('large')], [[], [large[0]], [large[1]], []])
})
