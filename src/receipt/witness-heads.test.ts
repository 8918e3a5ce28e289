import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { judgeCheckpoint } from '#transparency-log/judge-checkpoint.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { WitnessedLog } from '../../test/support/witnessed-log.ts'
import { issueCaseReceipts } from './issue-case-receipts.ts'
import { LogStateError } from './log-state-error.ts'
import { listWitnesses } from './log-state-store.ts'
import { sequenceEntries } from './sequence-entries.ts'
import { findHead } from './tree-store.ts'
import { createWitnessing } from './witness-heads.ts'

let cluster: TestDatabase
let database: Database
let log: WitnessedLog

before(async () => {
  cluster = await createTestDatabase()
  database = cluster.database
})

after(() => cluster.drop())

beforeEach(async () => {
  log = await WitnessedLog.begin(database)
})

afterEach(() => log.end())

async function publicSize(): Promise<number> {
  const head = await findHead(database.kysely, 'witnessed')
  if (head === null) return -1
  const judged = await judgeCheckpoint(head.checkpoint, log.policy)
  assert.notEqual(judged.witnessedAt, null)
  assert.equal(judged.checkpoint.size, head.size)
  return head.size
}

async function outcomes(): Promise<readonly string[]> {
  return (await listWitnesses(database.kysely)).map(({ name, outcome, size }) => `${name} ${outcome} ${size}`)
}

function disagreement(): string {
  try {
    log.witnessing.refuseDisagreement()
    return 'none'
  } catch (error) {
    assert.ok(error instanceof LogStateError)
    return error.code
  }
}

test('the public head is the one that the quorum has cosigned', async () => {
  await sequenceEntries(log.parts)
  assert.equal(disagreement(), 'LOG_WITNESSES_UNHEARD')
  await log.witnessing.round()
  assert.deepEqual([disagreement(), await publicSize()], ['none', 0])
  await log.file(3)
  await sequenceEntries(log.parts)
  await log.witnessing.round()
  assert.equal(await publicSize(), 0)
  await log.nextMinute()
  assert.equal(await publicSize(), 32)
  assert.deepEqual(await outcomes(), ['audit cosigned 32', 'isac cosigned 32', 'university cosigned 32'])
})

test('public growth is the same with 0, 5 and 20 filings a minute', async () => {
  const grown: string[] = []
  for (const filings of [0, 5, 20]) {
    await log.end()
    log = await WitnessedLog.begin(database)
    const { clock, parts, witnessing } = log
    await sequenceEntries(parts)
    const seen: string[] = []
    for (let minute = 0; minute < 4; minute++) {
      for (let step = 0; step < 5; step++) {
        await log.file(filings / 5)
        await sequenceEntries(parts, minute)
        clock.set(clock.now().add({ seconds: 10 }))
        await witnessing.round()
        seen.push(`${clock.now().toString()} ${(await findHead(database.kysely, 'witnessed'))?.size}`)
      }
      clock.set(clock.now().add({ seconds: 10 }))
      await log.growToHead()
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

test('more filings than places double the growth until they have their place, and a receipt of each is witnessed with the next head', async () => {
  await sequenceEntries(log.parts)
  await log.witnessing.round()
  await log.file(40)
  log.clock.set(log.clock.now().add({ minutes: 1 }))
  assert.deepEqual((await sequenceEntries(log.parts)).head, { size: 64, overload: 2 })
  await log.witnessing.round()
  assert.equal(await publicSize(), 64)
  log.clock.set(log.clock.now().add({ minutes: 1 }))
  assert.deepEqual((await sequenceEntries(log.parts)).head, { size: 96, overload: 1 })
})

test('a receipt is provisional until the next public head, then witnessed, also for an entry placed after one', async () => {
  await sequenceEntries(log.parts)
  await log.nextMinute()
  const [caseId = ''] = await log.file(1)
  await sequenceEntries(log.parts)
  const state = async () => {
    const { receipts } = await issueCaseReceipts(database.kysely, caseId, () => true)
    assert.equal(receipts.length, 1)
    return (await verifyReceipt(receipts[0] ?? new Uint8Array(), { policy: log.policy })).state
  }
  assert.equal(await state(), 'provisional')
  await log.nextMinute()
  assert.equal(await state(), 'witnessed')
})

test('one witness of three may be away; with two away heads stay provisional, the alarm rises in two minutes, and signing goes on', async () => {
  await sequenceEntries(log.parts)
  log.away.add('isac')
  await log.nextMinute()
  assert.deepEqual(await outcomes(), ['audit cosigned 32', 'isac away 0', 'university cosigned 32'])
  assert.deepEqual([await publicSize(), disagreement()], [32, 'none'])
  log.away.add('audit')
  await log.nextMinute()
  assert.deepEqual([await publicSize(), disagreement()], [32, 'none'])
  assert.equal(log.witnessing.refuseStall(), 60)
  log.clock.set(log.clock.now().add({ seconds: 61 }))
  assert.throws(() => log.witnessing.refuseStall(), { code: 'LOG_STALLED' })
  log.away.clear()
  await log.witnessing.round()
  assert.deepEqual([await publicSize(), log.witnessing.refuseStall()], [64, 0])
})

test('after a start nothing is signed until a quorum has cosigned what the log showed last', async () => {
  await sequenceEntries(log.parts)
  await log.nextMinute()
  log.away.add('isac').add('audit')
  await log.restart()
  await log.witnessing.round()
  assert.equal(disagreement(), 'LOG_WITNESSES_UNHEARD')
  log.away.delete('audit')
  log.clock.set(log.clock.now().add({ seconds: 10 }))
  await log.witnessing.round()
  assert.equal(disagreement(), 'none')
})

test('a database and a folder restored together are ahead of by every witness: none cosigns, and the log does not sign', async () => {
  await sequenceEntries(log.parts)
  await log.nextMinute()
  await log.backUp()
  await log.file(2)
  await log.nextMinute()
  await log.restore({ folder: true })
  await log.restart()
  await log.witnessing.round()
  assert.equal(disagreement(), 'LOG_WITNESS_AHEAD')
  assert.deepEqual(await outcomes(), ['audit ahead 32', 'isac ahead 32', 'university ahead 32'])
  assert.equal(await publicSize(), 32)
})

test('a log that was forked gets no cosignature, and its witnesses say so', async () => {
  await sequenceEntries(log.parts)
  await log.nextMinute()
  await log.backUp()
  await log.nextMinute()
  await log.restore({ folder: true })
  // Whoever holds the key grows another tree to the same size, then to a larger one.
  for (const expected of ['LOG_FORKED', 'LOG_FORKED']) {
    await log.restart()
    await log.nextMinute()
    assert.deepEqual([disagreement(), await publicSize()], [expected, 32])
  }
  assert.deepEqual(await outcomes(), ['audit forked 32', 'isac forked 32', 'university forked 32'])
})

test('a witness that lies about its signature is not counted', async () => {
  const honest = log.asking
  const lying = createWitnessing({
    ...honest,
    ask: async (url, body) => {
      const answer = await honest.ask(url, body)
      return url === 'test:isac' ? { ...answer, body: answer.body.replace(/.{6}\n$/, 'AAAAA=\n') } : answer
    },
  })
  log.away.add('audit')
  await sequenceEntries(log.parts)
  await lying.round()
  assert.deepEqual(await outcomes(), ['audit away 0', 'isac refused 0', 'university cosigned 0'])
  assert.equal(await findHead(database.kysely, 'witnessed'), null)
})
