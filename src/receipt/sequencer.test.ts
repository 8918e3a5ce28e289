import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { createLogger } from '#runtime/logger.ts'
import { createMetrics, type Metrics } from '#runtime/metrics.ts'
import { WitnessedLog } from '../../test/support/witnessed-log.ts'
import { findCondition } from './log-state-store.ts'
import { sequenceEntries } from './sequence-entries.ts'
import { createSequencer, type Sequencer } from './sequencer.ts'
import { findHead, hasUnplaced } from './tree-store.ts'

let cluster: TestDatabase
let log: WitnessedLog
let metrics: Metrics
let written: string[]
let sequencer: Sequencer

before(async () => {
  cluster = await createTestDatabase()
})

after(() => cluster.drop())

beforeEach(async () => {
  log = await WitnessedLog.begin(cluster.database)
  await sequenceEntries(log.parts)
  metrics = createMetrics()
  written = []
})

afterEach(async () => {
  await sequencer.stop()
  await log.end()
})

/** Starts the sequencer as its process does, after the witnesses were asked. */
async function start(): Promise<void> {
  await log.witnessing.round()
  const logger = createLogger(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk.toString('utf8'))
        done()
      },
    }),
  )
  sequencer = createSequencer({ ...log.parts, logger, metrics, refuseDisagreement: () => log.witnessing.refuseDisagreement() })
  sequencer.start()
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function refusal(): Promise<string | null | undefined> {
  return (await findCondition(log.database.kysely))?.refusal
}

async function isRefusing(): Promise<boolean> {
  return (await metrics.logRefusing.get()).values[0]?.value === 1
}

test('a sequencer gives filings their places, and fills up to the public head when that is due', async () => {
  await start()
  await log.file(3)
  await until(async () => !(await hasUnplaced(log.database.kysely)))
  log.clock.set(log.clock.now().add({ minutes: 1 }))
  await until(async () => (await findHead(log.database.kysely, 'offered'))?.size === 32)
  await until(async () => (await refusal()) === null)
  assert.equal(await isRefusing(), false)
})

test('a rush is told as overload, in output, metric and state, and so is its end', async () => {
  await start()
  await log.file(70)
  for (const overload of [4, 1]) {
    log.clock.set(log.clock.now().add({ minutes: 1 }))
    await until(async () => (await findCondition(log.database.kysely))?.overload === overload)
    assert.equal((await metrics.logOverload.get()).values[0]?.value, overload)
  }
  assert.match(written.join(''), /log overload - the public tree grows faster[^]*log overload is over/)
})

test("over yesterday's database a sequencer raises its alarm and signs nothing", async () => {
  await log.nextMinute()
  await log.backUp()
  await log.file(2)
  await log.nextMinute()
  await log.restore({ folder: false })
  const head = await findHead(log.database.kysely, 'signed')
  await log.file(1)
  await start()
  await until(isRefusing)
  await until(async () => written.join('').includes('alarm the log refuses to sign'))
  assert.equal(await hasUnplaced(log.database.kysely), true)
  assert.deepEqual(await findHead(log.database.kysely, 'signed'), head)
})

test('over a database and a folder that were restored together, the witnesses are what raises the alarm', async () => {
  await log.nextMinute()
  await log.backUp()
  await log.nextMinute()
  await log.restore({ folder: true })
  await log.restart()
  await log.file(1)
  await start()
  await until(async () => (await refusal()) === 'LOG_WITNESS_AHEAD')
  assert.equal(await isRefusing(), true)
  assert.match(written.join(''), /"faultCode":"LOG_WITNESS_AHEAD"/)
  assert.equal(await hasUnplaced(log.database.kysely), true)
})
