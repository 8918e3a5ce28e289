import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { fixedClock } from '#runtime/clock.ts'
import { judgeCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { parsePolicy, type Policy } from '#transparency-log/policy.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { formatVerifierKey } from '#transparency-log/verifier-key.ts'
import { appendCaseEntry } from './append-entry.ts'
import { issueCaseReceipts } from './issue-case-receipts.ts'
import { logInstant } from './log-instant.ts'
import { openKeptSigner } from './log-signer.ts'
import { LogStateError } from './log-state-error.ts'
import { listWitnesses } from './log-state-store.ts'
import { sequenceEntries, type SequencingParts } from './sequence-entries.ts'
import { findHead } from './tree-store.ts'
import { createWitness, type Witness } from './witness.ts'
import { createWitnessing, type Witnessing, type WitnessingParts } from './witness-heads.ts'

const tables = ['log_entry', 'log_tile', 'log_head', 'log_shard', 'log_witness', 'log_condition']
const clock = fixedClock('2026-11-22T03:00:00Z')

let cluster: TestDatabase
let database: Database
let folder: string
let parts: SequencingParts
let policy: Policy
let witnesses: Map<string, Witness>
let away: Set<string>
let witnessing: Witnessing

before(async () => {
  cluster = await createTestDatabase()
  database = cluster.database
})

after(() => cluster.drop())

beforeEach(async () => {
  clock.set('2026-11-22T03:00:00Z')
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  const own = join(folder, 'log')
  await mkdir(own)
  const signer = await openKeptSigner(own, 'log-signer.json', { name: 'log.example/log', type: 'ed25519' })
  parts = { database, clock, signer, folder: own, shard: 1, growth: { leavesPerMinute: 32, headSeconds: 60 } }
  witnesses = new Map()
  away = new Set()
  for (const name of ['isac', 'audit', 'university']) {
    const home = join(folder, name)
    await mkdir(home)
    const cosigner = await openKeptSigner(home, 'witness.json', { name: `${name}.example/w`, type: 'ed25519-cosignature' })
    witnesses.set(name, createWitness({ folder: home, signer: cosigner, logs: [signer.key], clock }))
  }
  const lines = [...witnesses].map(([name, { key }]) => `witness ${name} ${formatVerifierKey(key)} test:${name}\n`).join('')
  policy = parsePolicy(`log ${formatVerifierKey(signer.key)}\n${lines}group owners 2 isac audit university\nquorum owners\n`)
  witnessing = createWitnessing(witnessingParts())
})

afterEach(async () => {
  await database.pool.query(`truncate ${tables.join(', ')}`)
  await rm(folder, { recursive: true })
})

/** What a process that starts now works with. */
function witnessingParts(): WitnessingParts {
  const ask: WitnessingParts['ask'] = async (url, body) => {
    const name = url.slice('test:'.length)
    const witness = witnesses.get(name)
    if (witness === undefined || away.has(name)) throw new Error('Away')
    return await witness.addCheckpoint(new TextEncoder().encode(body))
  }
  return { ...parts, policy, ask, onAnswer: () => {} }
}

/** Logs that many filings, each of a case of its own, and returns the cases. */
async function file(count: number): Promise<readonly string[]> {
  const at = logInstant(clock.now())
  const cases = Array.from({ length: count }, () => randomUUID())
  for (const caseId of cases)
    await database.kysely
      .transaction()
      .execute((tx) =>
        appendCaseEntry(tx, { kind: 'submit', at, case: caseId, report: randomUUID(), stage: 'initial', digest: 'ab'.repeat(32) }),
      )
  return cases
}

/** Lets the clock run to the next full minute, signs as long as there is something to sign, and asks the witnesses. */
async function nextMinute(): Promise<void> {
  clock.set(clock.now().add({ minutes: 1 }))
  while ((await sequenceEntries(parts)).head === null);
  await witnessing.round()
}

async function publicSize(): Promise<number> {
  const head = await findHead(database.kysely, 'witnessed')
  if (head === null) return -1
  const judged = await judgeCheckpoint(head.checkpoint, policy)
  assert.notEqual(judged.witnessedAt, null)
  assert.equal(judged.checkpoint.size, head.size)
  return head.size
}

async function outcomes(): Promise<readonly string[]> {
  return (await listWitnesses(database.kysely)).map(({ name, outcome, size }) => `${name} ${outcome} ${size}`)
}

function disagreement(): string {
  try {
    witnessing.refuseDisagreement()
    return 'none'
  } catch (error) {
    assert.ok(error instanceof LogStateError)
    return error.code
  }
}

async function keepTables(): Promise<void> {
  for (const table of tables) await database.pool.query(`create table kept_${table} as select * from ${table}`)
}

async function restoreTables(): Promise<void> {
  for (const table of tables) {
    const overriding = table === 'log_entry' ? 'overriding system value' : ''
    await database.pool.query(`truncate ${table}; insert into ${table} ${overriding} select * from kept_${table}; drop table kept_${table}`)
  }
  await database.pool.query(`select setval(pg_get_serial_sequence('log_entry', 'id'), (select max(id) from log_entry))`)
}

test('the public head is the one that the quorum has cosigned', async () => {
  await sequenceEntries(parts)
  assert.equal(disagreement(), 'LOG_WITNESSES_UNHEARD')
  await witnessing.round()
  assert.deepEqual([disagreement(), await publicSize()], ['none', 0])
  await file(3)
  await sequenceEntries(parts)
  await witnessing.round()
  assert.equal(await publicSize(), 0)
  await nextMinute()
  assert.equal(await publicSize(), 32)
  assert.deepEqual(await outcomes(), ['audit cosigned 32', 'isac cosigned 32', 'university cosigned 32'])
})

test('public growth is the same with 0, 5 and 20 filings a minute', async () => {
  const grown: string[] = []
  for (const filings of [0, 5, 20]) {
    await database.pool.query(`truncate ${tables.join(', ')}`)
    await rm(parts.folder, { recursive: true })
    await mkdir(parts.folder)
    for (const [name, witness] of witnesses) witnesses.set(name, await freshWitness(name, witness))
    clock.set('2026-11-22T03:00:00Z')
    witnessing = createWitnessing(witnessingParts())
    await sequenceEntries(parts)
    const seen: string[] = []
    for (let minute = 0; minute < 4; minute++) {
      for (let step = 0; step < 5; step++) {
        await file(filings / 5)
        await sequenceEntries(parts, minute)
        clock.set(clock.now().add({ seconds: 10 }))
        await witnessing.round()
        seen.push(`${clock.now().toString()} ${(await findHead(database.kysely, 'witnessed'))?.size}`)
      }
      clock.set(clock.now().add({ seconds: 10 }))
      while ((await sequenceEntries(parts)).head === null);
      await witnessing.round()
      const { rows } = await database.pool.query<{ tiles: string }>(
        `select string_agg(level || ':' || tile_index || ':' || length(hashes), ' ' order by level, tile_index) as tiles from log_tile`,
      )
      seen.push(`${clock.now().toString()} ${await publicSize()} ${rows[0]?.tiles}`)
    }
    grown.push(seen.join('\n'))
  }
  assert.equal(grown[1], grown[0])
  assert.equal(grown[2], grown[0])
  assert.match(grown[0] ?? '', /03:04:00Z 128 0:0:4096$/)
})

async function freshWitness(name: string, { key }: Witness): Promise<Witness> {
  const home = join(folder, `${name}-${randomUUID()}`)
  await cp(join(folder, name), home, { recursive: true, filter: (path) => !path.includes('head-') })
  const signer = await openKeptSigner(home, 'witness.json', { name: key.name, type: 'ed25519-cosignature' })
  return createWitness({ folder: home, signer, logs: [parts.signer.key], clock })
}

test('more filings than places double the growth until they have their place, and a receipt of each is witnessed with the next head', async () => {
  await sequenceEntries(parts)
  await witnessing.round()
  await file(40)
  clock.set(clock.now().add({ minutes: 1 }))
  assert.deepEqual((await sequenceEntries(parts)).head, { size: 64, overload: 2 })
  await witnessing.round()
  assert.equal(await publicSize(), 64)
  clock.set(clock.now().add({ minutes: 1 }))
  assert.deepEqual((await sequenceEntries(parts)).head, { size: 96, overload: 1 })
})

test('a receipt is provisional until the next public head, then witnessed, also for an entry placed after one', async () => {
  await sequenceEntries(parts)
  await nextMinute()
  const [caseId = ''] = await file(1)
  await sequenceEntries(parts)
  const state = async () => {
    const { receipts } = await issueCaseReceipts(database.kysely, caseId, () => true)
    assert.equal(receipts.length, 1)
    return (await verifyReceipt(receipts[0] ?? new Uint8Array(), { policy })).state
  }
  assert.equal(await state(), 'provisional')
  await nextMinute()
  assert.equal(await state(), 'witnessed')
})

test('one witness of three may be away; with two away heads stay provisional, the alarm rises in two minutes, and signing goes on', async () => {
  await sequenceEntries(parts)
  away.add('isac')
  await nextMinute()
  assert.deepEqual(await outcomes(), ['audit cosigned 32', 'isac away 0', 'university cosigned 32'])
  assert.deepEqual([await publicSize(), disagreement()], [32, 'none'])
  away.add('audit')
  await nextMinute()
  assert.deepEqual([await publicSize(), disagreement()], [32, 'none'])
  assert.equal(witnessing.refuseStall(), 60)
  clock.set(clock.now().add({ seconds: 61 }))
  assert.throws(() => witnessing.refuseStall(), { code: 'LOG_STALLED' })
  away.clear()
  await witnessing.round()
  assert.deepEqual([await publicSize(), witnessing.refuseStall()], [64, 0])
})

test('after a start nothing is signed until a quorum has cosigned what the log showed last', async () => {
  await sequenceEntries(parts)
  await nextMinute()
  away = new Set(['isac', 'audit'])
  witnessing = createWitnessing(witnessingParts())
  await witnessing.round()
  assert.equal(disagreement(), 'LOG_WITNESSES_UNHEARD')
  away.delete('audit')
  clock.set(clock.now().add({ seconds: 10 }))
  await witnessing.round()
  assert.equal(disagreement(), 'none')
})

test('a database and a folder restored together are ahead of by every witness: none cosigns, and the log does not sign', async () => {
  await sequenceEntries(parts)
  await nextMinute()
  await keepTables()
  await cp(parts.folder, join(folder, 'backup'), { recursive: true })
  await file(2)
  await nextMinute()
  await restoreTables()
  await rm(parts.folder, { recursive: true })
  await cp(join(folder, 'backup'), parts.folder, { recursive: true })
  witnessing = createWitnessing(witnessingParts())
  await witnessing.round()
  assert.equal(disagreement(), 'LOG_WITNESS_AHEAD')
  assert.deepEqual(await outcomes(), ['audit ahead 32', 'isac ahead 32', 'university ahead 32'])
  assert.equal(await publicSize(), 32)
})

test('a log that was forked gets no cosignature, and its witnesses say so', async () => {
  await sequenceEntries(parts)
  await nextMinute()
  await keepTables()
  await cp(parts.folder, join(folder, 'backup'), { recursive: true })
  await nextMinute()
  await restoreTables()
  await rm(parts.folder, { recursive: true })
  await cp(join(folder, 'backup'), parts.folder, { recursive: true })
  // Whoever holds the key grows another tree to the same size, then to a larger one.
  for (const expected of ['LOG_FORKED', 'LOG_FORKED']) {
    witnessing = createWitnessing(witnessingParts())
    await nextMinute()
    assert.deepEqual([disagreement(), await publicSize()], [expected, 32])
  }
  assert.deepEqual(await outcomes(), ['audit forked 32', 'isac forked 32', 'university forked 32'])
})

test('a witness that lies about its signature is not counted', async () => {
  const honest = witnessingParts()
  const lying = createWitnessing({
    ...honest,
    ask: async (url, body) => {
      const answer = await honest.ask(url, body)
      return url === 'test:isac' ? { ...answer, body: answer.body.replace(/.{6}\n$/, 'AAAAA=\n') } : answer
    },
  })
  away.add('audit')
  await sequenceEntries(parts)
  await lying.round()
  assert.deepEqual(await outcomes(), ['audit away 0', 'isac refused 0', 'university cosigned 0'])
  assert.equal(await findHead(database.kysely, 'witnessed'), null)
})
