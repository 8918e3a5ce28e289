import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { Secret } from '#runtime/secret.ts'
import { filingVault } from './filing-vault.ts'
import { filingsOfIncident, takeForGate } from './report-store.ts'

const vault = filingVault(new Secret('owner key of tests'))
const day = '2026-11-22T00:00:00Z'
let cluster: TestDatabase
let filed: number

beforeEach(async () => {
  cluster = await createTestDatabase()
  filed = 0
})
afterEach(() => cluster.drop())

async function file(owner: string, kilobytes: number, incidentId: string | null = null): Promise<string> {
  const id = randomUUID()
  const at = Temporal.Instant.from(day).add({ seconds: filed++ }).toString()
  const incident = `insert into incident (id, owner_tag, kind, stage, revision, opened_at, latest_report_at, summary)
    values ($1, $2, 'other', 'initial', 1, $3, $3, '{}')`
  if (incidentId === null) await cluster.database.pool.query(incident, [id, owner, at])
  const report = `insert into report (id, incident_id, owner_tag, stage, revision, idempotency_key, digest, filed_at, rulebook_version, filing)
    values ($1, $2, $3, 'initial', $4, ($1::uuid)::text, sha256(''), $5, '1', $6)`
  await cluster.database.pool.query(report, [id, incidentId ?? id, owner, filed, at, 'x'.repeat(kilobytes * 1024)])
  return id
}

async function take(size: 'small' | 'large', minute: number): Promise<readonly string[]> {
  const at = Temporal.Instant.from(day).add({ hours: 1, minutes: minute }).toString()
  const { kysely } = cluster.database
  const taken = await kysely.transaction().execute((tx) => takeForGate(tx, { size, limit: 500, at, vault }))
  return taken.map((one) => one.reportId).toSorted()
}

test('takeForGate() takes of one operator no more than its share of a turn, and what others filed after it at once', async () => {
  const flood: string[] = []
  for (let index = 0; index < 12; index++) flood.push(await file('flood', 100))
  const other = [await file('other', 20), await file('other', 20)]
  assert.deepEqual(await take('small', 0), [...flood.slice(0, 3), ...other].toSorted())
  assert.deepEqual(await take('small', 1), flood.slice(3, 6).toSorted())
})

test('takeForGate() takes large reports of operators by turns', async () => {
  const flood = [await file('flood', 600), await file('flood', 600), await file('flood', 600)]
  assert.deepEqual(await take('large', 0), flood.slice(0, 1))
  const other = await file('other', 200)
  assert.deepEqual(await take('small', 1), [])
  assert.deepEqual(await take('large', 2), [other])
  assert.deepEqual(await take('large', 3), flood.slice(1, 2))
})

test('takeForGate() takes a small report of an incident with much in it as a large one, which a tick does not wait for', async () => {
  const incidentId = await file('flood', 100)
  for (let index = 0; index < 11; index++) await file('flood', 100, incidentId)
  await cluster.database.pool.query('update report set gate_taken_at = $1', [day])
  const more = await file('flood', 1, incidentId)
  const other = await file('other', 200)
  assert.deepEqual(await take('small', 0), [])
  assert.deepEqual([await take('large', 1), await take('large', 2)], [[other], [more]])
})

test('filingsOfIncident() refuses more than fits into memory', async () => {
  const incidentId = await file('flood', 1024)
  const { kysely } = cluster.database
  assert.equal((await filingsOfIncident(kysely, incidentId, vault)).length, 1)
  await cluster.database.pool.query(`update report set filing = repeat('x', 65 * 1024 * 1024)`)
  await assert.rejects(filingsOfIncident(kysely, incidentId, vault), RangeError)
})

test('takeForGate() hands a report to one of those that ask at the same time', async () => {
  const ids = [await file('one', 200), await file('two', 200)]
  const { kysely } = cluster.database
  const turn = { size: 'large', limit: 1, at: day, vault } as const
  const both = await kysely.transaction().execute(async (tx) => {
    const first = await takeForGate(tx, turn)
    const second = await kysely.transaction().execute((other) => takeForGate(other, turn))
    return [...first, ...second]
  })
  assert.deepEqual(
    both.map((one) => one.reportId),
    ids,
  )
})
