import assert from 'node:assert/strict'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { verifyCaseChain } from '#transparency-log/case-chain.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { WitnessedLog } from '../../test/support/witnessed-log.ts'
import { closeLog, type ClosedLog } from './close-log.ts'
import { issueCaseReceipts } from './issue-case-receipts.ts'
import { receiptOf } from './issue-receipt.ts'
import { beginningOfShard } from './log-entry-store.ts'
import { sequenceEntries } from './sequence-entries.ts'
import { listShards, writeIdentity, findIdentity } from './shard-store.ts'
import { findHead, hasUnplaced } from './tree-store.ts'

let cluster: TestDatabase
let log: WitnessedLog

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

beforeEach(async () => {
  log = await WitnessedLog.begin(cluster.database)
  await sequenceEntries(log.parts)
})

afterEach(() => log.end())

function close(isMeant = true): Promise<ClosedLog> {
  return closeLog({ database: log.database, clock: log.clock, folder: log.ownFolder, url: log.url }, isMeant)
}

async function receiptsOf(caseId: string): Promise<readonly Uint8Array[]> {
  return (await issueCaseReceipts(log.database.kysely, caseId, () => true)).receipts
}

async function stateOf(receipt: Uint8Array | undefined): Promise<string> {
  const { state, origin } = await verifyReceipt(receipt ?? new Uint8Array(), { policy: log.policy })
  return `${state} in ${origin}`
}

/** Restores yesterday's database under a log that had gone on: what the database still holds, and what was lost. */
async function restoreYesterday(): Promise<{ early: string; unwitnessed: string; lost: Uint8Array; late: string }> {
  const [early = ''] = await log.file(1)
  await log.nextMinute()
  const [unwitnessed = ''] = await log.file(1)
  await sequenceEntries(log.parts)
  await log.backUp()
  const [gone = ''] = await log.file(1)
  await log.nextMinute()
  await log.nextMinute()
  const [lost = new Uint8Array()] = await receiptsOf(gone)
  assert.equal(await stateOf(lost), 'witnessed in log.example/log')
  await log.restore({ folder: false })
  const [late = ''] = await log.file(1)
  return { early, unwitnessed, lost, late }
}

test('after a restore the closed log goes on as the next one, which commits to the last head that witnesses saw', async () => {
  const { early, unwitnessed, lost, late } = await restoreYesterday()
  await assert.rejects(sequenceEntries(log.parts), { code: 'LOG_DATABASE_BEHIND' })
  const outcome = await close()
  assert.deepEqual(
    { ...outcome, opened: outcome.opened.origin, committed: outcome.committed.size },
    {
      closed: { number: 1, origin: 'log.example/log' },
      committed: 96,
      opened: 'log.example/log/2',
      appendedAgain: 1,
      lost: { from: 33, to: 96 },
    },
  )
  await assert.rejects(sequenceEntries(log.parts), { code: 'LOG_CLOSED' })
  await log.restart()
  await log.nextMinute()
  assert.equal((await findHead(log.database.kysely, 'witnessed'))?.size, 32)
  // Old receipts stay valid, also of entries that are lost; what is still there is witnessed in one log or the other.
  assert.equal(await stateOf(lost), 'witnessed in log.example/log')
  assert.equal(await stateOf((await receiptsOf(early))[0]), 'witnessed in log.example/log')
  assert.equal(await stateOf((await receiptsOf(unwitnessed))[0]), 'witnessed in log.example/log/2')
  assert.equal(await stateOf((await receiptsOf(late))[0]), 'witnessed in log.example/log/2')
})

test('the first leaf of the next log tells which head of the closed one it continues', async () => {
  await log.nextMinute()
  const last = await findHead(log.database.kysely, 'witnessed')
  await close()
  await log.restart()
  await log.nextMinute()
  const placed = await beginningOfShard(log.database.kysely, 2)
  const receipt = placed === null ? null : await receiptOf(log.database.kysely, placed)
  const { entry, index, state } = await verifyReceipt(receipt ?? new Uint8Array(), { policy: log.policy })
  assert.deepEqual(
    [entry, index, state],
    [{ kind: 'shard', at: '2026-11-22T03:01:00.000Z', log: 'log.example/log', size: 32, root: last?.root.toHex() }, 0, 'witnessed'],
  )
})

test('a case goes on over three logs without a gap', async () => {
  const [caseId = ''] = await log.file(1)
  for (let shard = 1; shard <= 3; shard++) {
    await log.act(caseId, 'follow-up')
    await log.nextMinute()
    if (shard < 3) await close()
    await log.restart()
    await log.witnessing.round()
  }
  const { links, state } = await verifyCaseChain(caseId, await receiptsOf(caseId), { policy: log.policy })
  assert.deepEqual(
    [state, links.map(({ seq, origin }) => `${seq} ${origin}`)],
    ['witnessed', ['1 log.example/log', '2 log.example/log', '3 log.example/log/2', '4 log.example/log/3']],
  )
})

test('a closing that is only looked at changes nothing', async () => {
  await restoreYesterday()
  const files = await readdir(log.ownFolder)
  const seen = await close(false)
  assert.deepEqual([seen.appendedAgain, seen.lost], [1, { from: 33, to: 96 }])
  assert.equal((await listShards(log.database.kysely)).length, 1)
  assert.deepEqual(await readdir(log.ownFolder), files)
  await assert.rejects(sequenceEntries(log.parts), { code: 'LOG_DATABASE_BEHIND' })
})

test('the key of a closed log is destroyed, and the policy lists both logs', async () => {
  await log.nextMinute()
  const { kysely } = log.database
  const [first] = await listShards(kysely)
  await writeIdentity(kysely, { origin: 'log.example/log', policy: `log ${first?.verifierKey}\nquorum none\n` })
  assert.ok((await readdir(log.ownFolder)).includes('log-signer.json'))
  await close()
  assert.ok(!(await readdir(log.ownFolder)).includes('log-signer.json'))
  const identity = await findIdentity(kysely)
  assert.equal(identity?.origin, 'log.example/log/2')
  assert.deepEqual(
    identity?.policy.split('\n').map((line) => line.replace(/\+.*/, '')),
    ['log log.example/log', 'log log.example/log/2', 'quorum none', ''],
  )
})

test('of a log whose leaves were altered nothing is proved any more: its entries go on in the next one', async () => {
  const [caseId = ''] = await log.file(2)
  await log.nextMinute()
  await log.database.pool.query(`update log_entry set commitment = sha256('x') where tree_index = 20`)
  assert.equal((await close()).appendedAgain, 2)
  await log.restart()
  await log.nextMinute()
  assert.equal(await stateOf((await receiptsOf(caseId))[0]), 'witnessed in log.example/log/2')
})

test('tiles that were altered are written anew from their leaves', async () => {
  const [caseId = ''] = await log.file(1)
  await log.nextMinute()
  await log.database.pool.query('update log_tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)')
  assert.equal((await close()).appendedAgain, 0)
  await log.restart()
  assert.equal(await stateOf((await receiptsOf(caseId))[0]), 'witnessed in log.example/log')
})

test('a log of which the folder was lost is closed too', async () => {
  await log.file(1)
  await log.nextMinute()
  for (const file of await readdir(log.ownFolder)) await rm(join(log.ownFolder, file))
  await assert.rejects(log.restart(), { code: 'LOG_KEY_LOST' })
  const { committed, lost } = await close()
  assert.deepEqual([committed.size, lost], [32, { from: 32, to: 32 }])
  await log.restart()
  await log.nextMinute()
  assert.equal(await hasUnplaced(log.database.kysely), false)
})

test('a log that has shown nothing cannot be closed', async () => {
  await assert.rejects(close(), { code: 'LOG_NOTHING_TO_CLOSE' })
})

test('the process of a closed log signs nothing any more', async () => {
  const old = log.parts
  await log.nextMinute()
  await close()
  await log.file(1)
  await assert.rejects(sequenceEntries(old), { code: 'LOG_CLOSED' })
})

test('a database from before an earlier closing needs two closings, and no origin is ever signed twice', async () => {
  const [caseId = ''] = await log.file(1)
  await log.nextMinute()
  await log.backUp()
  await close()
  await log.restart()
  await log.nextMinute()
  await log.nextMinute()
  await log.restore({ folder: false })
  await assert.rejects(log.restart(), { code: 'LOG_KEY_LOST' })
  await close()
  await log.restart()
  await assert.rejects(sequenceEntries(log.parts), { code: 'LOG_DATABASE_BEHIND' })
  const { closed, committed, lost } = await close()
  assert.deepEqual([closed.origin, committed.size, lost], ['log.example/log/2', 64, { from: 1, to: 64 }])
  await log.restart()
  await log.nextMinute()
  assert.equal((await findHead(log.database.kysely, 'witnessed'))?.size, 32)
  assert.equal(await stateOf((await receiptsOf(caseId))[0]), 'witnessed in log.example/log')
})
