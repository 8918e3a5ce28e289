import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { isGateSignature, type GateSignature, type GateSigner } from '#key-directory/gate-key.ts'
import { digestOfStatement, formatWarningStatement, statedPart } from '#key-directory/warning-statement.ts'
import { storedEntry } from '#receipt/log-entry-store.ts'
import { publishWarnings, sampleGate } from '../../test/support/publish-warnings.ts'
import { addSubscriber, type SampleSubscriber } from '../../test/support/sample-subscriber.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { warningStatementRoutes } from './statement-routes.ts'
import { warningBody } from './published-warning.ts'
import { findPublished } from './warning-store.ts'

const at = Temporal.Instant.from('2026-11-01T12:00:00Z')
let own: TestDatabase
let gate: GateSigner
let green: SampleSubscriber
let server: TestServer

before(async () => {
  own = await createTestDatabase()
  gate = await sampleGate(own.database)
  green = await addSubscriber(own.database.kysely, 'green')
  server = await startTestServer(warningStatementRoutes(own), own.database)
})

after(async () => {
  await server.stop()
  await own.drop()
})

async function publishOne(change: Parameters<typeof sampleWarning>[0] = {}): Promise<string> {
  const [id = ''] = await publishWarnings(own.database, [sampleWarning(change)], at)
  return id
}

test('what a recipient gets of a warning is signed by the gate, but for its own place', async () => {
  const found = await findPublished(own.database.kysely, 'green', await publishOne())
  assert.ok(found !== null && found.signature !== null)
  const received = JSON.parse(JSON.stringify(warningBody(found))) as JsonObject
  const text = formatWarningStatement(statedPart(received))
  assert.equal(await isGateSignature(found.signature, text, gate.key), true)
  const other = formatWarningStatement({ ...statedPart(received), pap: 'clear' })
  assert.equal(await isGateSignature(found.signature, other, gate.key), false)
})

test('the log names the digest of what was signed, at the release tick', async () => {
  const id = await publishOne()
  const rows = await own.database.kysely.selectFrom('log_entry').select('entry').execute()
  const entry = rows.map((row) => storedEntry(row.entry)).find((one) => 'warning' in one && one.warning === id)
  const found = await findPublished(own.database.kysely, 'green', id)
  assert.ok(found !== null)
  const digest = digestOfStatement(formatWarningStatement(statedPart(JSON.parse(JSON.stringify(warningBody(found))) as JsonObject)))
  assert.deepEqual(entry, { kind: 'release', at: '2026-11-01T12:00:00.000Z', warning: id, version: 1, digest })
})

test('the statement is there for whoever may read the warning, and for nobody else', async () => {
  const id = await publishOne()
  const path = `/api/v1/warnings/${id}/statement`
  const authorization = `Bearer ${green.token}`
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization } })
  assert.equal(answer.status, 200)
  const file = (await answer.json()) as { format: string; warning: JsonObject; signature: GateSignature; receipt: null }
  assert.equal(file.format, 'noroshi-warning-statement-1')
  assert.equal(await isGateSignature(file.signature, formatWarningStatement(file.warning), gate.key), true)
  assert.equal((await fetch(`${server.url}${path}`)).status, 404)
  assert.equal((await fetch(`${server.url}${path}?version=2`, { headers: { authorization } })).status, 404)
  const amber = await publishOne({ tlp: 'amber' })
  assert.equal((await fetch(`${server.url}/api/v1/warnings/${amber}/statement`, { headers: { authorization } })).status, 404)
})
