import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { fixedClock } from '#runtime/clock.ts'
import { leafHashOf } from '#transparency-log/entry-commitment.ts'
import { judgeCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { TreeEdge } from '#transparency-log/tree-edge.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { filingLeaf } from './filing-leaf.ts'
import { openKeptSigner } from './log-signer.ts'
import { LogStateError } from './log-state-error.ts'
import { mostPerHead, sequenceEntries, type SequencingParts } from './sequence-entries.ts'
import { commitmentsBetween, findHead, treeSize } from './tree-store.ts'

let cluster: TestDatabase
let database: Database
let folder: string
let parts: SequencingParts
// It stands still, so that no public head comes due: those are the next file's matter.
const clock = fixedClock('2026-11-22T03:10:00Z')

before(async () => {
  cluster = await createTestDatabase()
  database = cluster.database
})

after(() => cluster.drop())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const signer = await openKeptSigner(folder, 'log-signer.json', { name: 'log.example/log', type: 'ed25519' })
  parts = { database, clock, signer, folder, shard: 1, growth: { leavesPerMinute: 32, headSeconds: 60 } }
})

afterEach(async () => {
  await database.pool.query('truncate log_entry, log_tile, log_head')
  await rm(folder, { recursive: true })
})

/** Adds entries of cases of their own; which report they tell of is not what these tests are about. */
async function addEntries(count: number): Promise<void> {
  const leaves = Array.from({ length: count }, () =>
    filingLeaf({
      reportId: randomUUID(),
      incidentId: randomUUID(),
      stage: 'initial',
      digest: 'ab'.repeat(32),
      filedAt: '2026-11-22T03:10:00Z',
    }),
  )
  await database.pool.query(`insert into log_entry (commitment, salt, entry) select * from unnest($1::bytea[], $2::bytea[], $3::text[])`, [
    leaves.map((one) => Buffer.from(one.commitment)),
    leaves.map((one) => Buffer.from(one.salt)),
    leaves.map((one) => one.entry),
  ])
}

/** The head that the stored checkpoint proves, checked against the root over all commitments from the first on. */
async function checkedSize(): Promise<number> {
  const head = await findHead(database.kysely, 'signed')
  assert.ok(head)
  const policy = parsePolicy(`log ${formatVerifierKey(parts.signer.key)}\nquorum none\n`)
  const { checkpoint } = await judgeCheckpoint(head.checkpoint, policy)
  const edge = new TreeEdge()
  for (const commitment of await commitmentsBetween(database.kysely, { shard: 1, start: 0, end: checkpoint.size }))
    edge.append(leafHashOf(commitment))
  assert.deepEqual([edge.size, edge.root().toHex()], [checkpoint.size, checkpoint.root.toHex()])
  return checkpoint.size
}

async function grow(): Promise<number> {
  return (await sequenceEntries(parts)).grown
}

async function refusal(): Promise<string> {
  const head = await findHead(database.kysely, 'signed')
  const error = await sequenceEntries(parts).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof LogStateError, String(error))
  assert.deepEqual(await findHead(database.kysely, 'signed'), head)
  return error.code
}

test('sequenceEntries() signs an empty tree first, then every entry once, with the root over all of them', async () => {
  assert.equal(await grow(), 0)
  assert.equal(await checkedSize(), 0)
  let size = 0
  for (const count of [1, 2, 253, 300, 3]) {
    await addEntries(count)
    assert.equal(await grow(), count)
    assert.equal(await checkedSize(), (size += count))
  }
  assert.equal(await grow(), 0)
})

test('sequenceEntries() takes no more into one head than it may hold in memory', async () => {
  await addEntries(mostPerHead + 5)
  assert.deepEqual([await grow(), await grow()], [mostPerHead, 5])
  assert.equal(await checkedSize(), mostPerHead + 5)
})

test('sequenceEntries() of several processes at once gives every entry one place', async () => {
  await addEntries(400)
  await Promise.all(Array.from({ length: 4 }, () => sequenceEntries(parts)))
  await sequenceEntries(parts)
  assert.equal(await checkedSize(), 400)
})

test('sequenceEntries() goes on where it was ended, after the head was kept and before it was stored', async () => {
  await addEntries(3)
  await sequenceEntries(parts)
  await addEntries(4)
  const ended = { ...parts, signer: { ...parts.signer, sign: () => Promise.reject(new Error('Ended')) } }
  await assert.rejects(sequenceEntries(ended), /Ended/)
  assert.deepEqual([await treeSize(database.kysely, 1), await checkedSize()], [7, 3])
  assert.equal(await grow(), 4)
  assert.equal(await checkedSize(), 7)
})

test('sequenceEntries() goes on where it was ended, after the tree grew and before its head was kept', async () => {
  await addEntries(3)
  await sequenceEntries(parts)
  const file = join(folder, 'signed-head.1')
  const [kept, stored] = [await readFile(file), await findHead(database.kysely, 'signed')]
  assert.ok(stored)
  await addEntries(4)
  await sequenceEntries(parts)
  await rm(join(folder, 'signed-head.2'))
  await writeFile(file, kept)
  await database.pool.query("update log_head set size = $1, root = $2, checkpoint = $3 where kind = 'signed'", [
    stored.size,
    stored.root,
    stored.checkpoint,
  ])
  await addEntries(2)
  // What was placed is signed first, and only then more is placed.
  assert.equal(await grow(), 4)
  assert.equal(await checkedSize(), 7)
  assert.equal(await grow(), 2)
  assert.equal(await checkedSize(), 9)
})

test('sequenceEntries() refuses to sign over a database that was restored to an earlier state', async () => {
  await addEntries(5)
  await sequenceEntries(parts)
  await database.pool.query('create table kept_entry as select * from log_entry')
  await database.pool.query('create table kept_tile as select * from log_tile; create table kept_head as select * from log_head')
  await addEntries(5)
  await sequenceEntries(parts)
  await database.pool.query(`
    truncate log_entry, log_tile, log_head;
    insert into log_entry overriding system value select * from kept_entry;
    insert into log_tile select * from kept_tile; insert into log_head select * from kept_head;
    drop table kept_entry, kept_tile, kept_head`)
  await addEntries(20)
  assert.equal(await refusal(), 'LOG_DATABASE_BEHIND')
})

test('sequenceEntries() refuses to sign without the head that it kept outside the database', async () => {
  await addEntries(5)
  await sequenceEntries(parts)
  for (const file of await readdir(folder)) if (file.startsWith('signed-head')) await rm(join(folder, file))
  await addEntries(1)
  assert.equal(await refusal(), 'LOG_HEAD_LOST')
})

test('sequenceEntries() refuses to sign over leaves, tiles and entries that were altered', async () => {
  await addEntries(5)
  await sequenceEntries(parts)
  await addEntries(1)
  const flip = (column: string) => `set_byte(${column}, 40, get_byte(${column}, 40) # 1)`
  const alterations = [
    [`update log_tile set hashes = ${flip('hashes')}`, `update log_tile set hashes = ${flip('hashes')}`],
    [`update log_head set root = sha256('')`, `update log_head set root = $1`],
    [`update log_entry set entry = replace(entry, '"ab', '"ac')`, `update log_entry set entry = replace(entry, '"ac', '"ab')`],
  ]
  const head = await findHead(database.kysely, 'signed')
  for (const [alter = '', restore = ''] of alterations) {
    await database.pool.query(alter)
    assert.equal(await refusal(), 'LOG_TREE_ALTERED', alter)
    await database.pool.query(restore, restore.includes('$1') ? [head?.root] : [])
  }
  await sequenceEntries(parts)
  assert.equal(await checkedSize(), 6)
})
