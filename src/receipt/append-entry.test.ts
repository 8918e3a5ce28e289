import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { commitmentOf } from '#transparency-log/entry-commitment.ts'
import type { CaseEntry } from '#transparency-log/entry.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { appendCaseEntry, appendEntry, type AppendedEntry } from './append-entry.ts'
import { storedEntry } from './log-entry-store.ts'
import type { CaseAct } from './new-leaf.ts'

let cluster: TestDatabase
let database: Database

before(async () => {
  cluster = await createTestDatabase()
  database = cluster.database
})

after(() => cluster.drop())

function opened(caseId: string, at = '2026-11-22T03:10:00.000Z'): CaseAct {
  const report = randomUUID()
  const recipient = 'ab'.repeat(32)
  return { kind: 'open', at, case: caseId, report, authority: 'a', role: 'officer', officer: 'o-1', purpose: 'triage', recipient }
}

function append(act: CaseAct): Promise<AppendedEntry> {
  return database.kysely.transaction().execute((tx) => appendCaseEntry(tx, act))
}

async function entriesOf(caseId: string): Promise<readonly { readonly entry: CaseEntry; readonly commitment: Uint8Array }[]> {
  const rows = await database.kysely
    .selectFrom('log_entry')
    .select(['salt', 'entry', 'commitment'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
  return rows.map(({ salt, entry, commitment }) => {
    const read = storedEntry(entry)
    assert.deepEqual(commitmentOf({ salt, entry: read }).toHex(), commitment.toString('hex'))
    return { entry: read as CaseEntry, commitment }
  })
}

test('appendCaseEntry() numbers 50 that come at once from 1 without a gap, each linked to the one before', async () => {
  const caseId = randomUUID()
  const answers = await Promise.all(Array.from({ length: 50 }, () => append(opened(caseId))))
  const stored = await entriesOf(caseId)
  assert.deepEqual(
    stored.map(({ entry }) => entry.seq),
    Array.from({ length: 50 }, (_, at) => at + 1),
  )
  for (const [at, { entry }] of stored.entries()) assert.equal(entry.prev, stored[at - 1]?.commitment.toHex() ?? null)
  const told = answers.toSorted((one, other) => one.seq - other.seq)
  assert.deepEqual(
    told.map(({ commitment }) => commitment.toHex()),
    stored.map(({ commitment }) => commitment.toHex()),
  )
})

test('appendCaseEntry() does not let one case wait for another', async () => {
  const [held, free] = [randomUUID(), randomUUID()]
  await database.kysely.transaction().execute(async (tx) => {
    await appendCaseEntry(tx, opened(held))
    assert.equal((await append(opened(free))).seq, 1)
  })
})

test('appendCaseEntry() leaves no gap where a transaction is undone', async () => {
  const caseId = randomUUID()
  await append(opened(caseId))
  const undone = database.kysely.transaction().execute(async (tx) => {
    await appendCaseEntry(tx, opened(caseId))
    throw new Error('Undone')
  })
  await assert.rejects(undone, /Undone/)
  assert.equal((await append(opened(caseId))).seq, 2)
})

test('appendCaseEntry() repeats the last instant of a case where the clock was set back', async () => {
  const caseId = randomUUID()
  await append(opened(caseId, '2026-11-22T03:10:00.000Z'))
  await append(opened(caseId, '2026-11-22T03:09:00.000Z'))
  const stored = await entriesOf(caseId)
  assert.equal(stored[1]?.entry.at, '2026-11-22T03:10:00.000Z')
})

test('appendCaseEntry() refuses what is no entry, and appends nothing', async () => {
  const caseId = randomUUID()
  await assert.rejects(append({ ...opened(caseId), kind: 'open', purpose: '' } as CaseAct), LogError)
  assert.deepEqual(await entriesOf(caseId), [])
})

test('appendEntry() logs an entry of no case with its transaction', async () => {
  const digest = 'cd'.repeat(32)
  const entry = { kind: 'directory', at: '2026-11-22T03:10:00.000Z', version: 7, digest } as const
  const undone = database.kysely.transaction().execute(async (tx) => {
    await appendEntry(tx, { ...entry, version: 8 })
    throw new Error('Undone')
  })
  await assert.rejects(undone, /Undone/)
  await database.kysely.transaction().execute((tx) => appendEntry(tx, entry))
  const rows = await database.kysely.selectFrom('log_entry').select('entry').where('case_id', 'is', null).execute()
  assert.deepEqual(
    rows.map((row) => storedEntry(row.entry)),
    [entry],
  )
})
