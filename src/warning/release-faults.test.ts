import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, before, beforeEach, test } from 'node:test'
import { openDatabase } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { openGateSigner, type GateSigner } from '#key-directory/gate-key.ts'
import { fixedClock, systemClock } from '#runtime/clock.ts'
import { createLogger } from '#runtime/logger.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { Secret } from '#runtime/secret.ts'
import { sampleGate } from '../../test/support/publish-warnings.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { machineChance } from './chance.ts'
import { openGateSecret } from './gate/gate-secret.ts'
import { createReleaseTicks, runReleaseTick, type ReleaseTickParts, type ShareablePart } from './release-tick.ts'
import { objectsAfter } from './warning-object-store.ts'
import { newestPublished } from './warning-store.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:31.25Z')
let own: TestDatabase
let signer: GateSigner
let lines: string[]

before(async () => {
  own = await createTestDatabase()
  signer = await sampleGate(own.database)
})

beforeEach(() => {
  lines = []
})

after(() => own.drop())

/** Ticks over one part that the gate lets through, changed as asked. */
function ticksOver(change: Partial<ReleaseTickParts> = {}): ReleaseTickParts {
  const part: ShareablePart = {
    reportId: randomUUID(),
    incidentId: randomUUID(),
    ownerTag: new Uint8Array(32),
    shareable: {},
    handling: {},
  }
  const write = (chunk: unknown, _encoding: string, done: () => void): void => {
    lines.push(String(chunk))
    done()
  }
  return {
    database: own.database,
    clock: fixedClock(now),
    chance: machineChance(),
    logger: createLogger(new Writable({ write })),
    metrics: createMetrics(),
    tickSeconds: 1,
    signer,
    publicOrigin: 'http://localhost:8080',
    takeShareableParts: async (_tx, { size }) => (size === 'small' ? [part] : []),
    openGate: async () => async () => ({ verdict: 'release', content: sampleWarning(), reasons: [] }),
    openDraftGround: () => Promise.reject(new Error('no draft is approved here')),
    ...change,
  }
}

async function counts(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await own.database.pool.query<Record<string, number>>(
    `select (select count(*)::int from warning) as warnings, (select count(*)::int from warning_publication) as places,
      (select count(*)::int from gate_item) as items, (select count(*)::int from gate_signature) as signatures, (select count(*)::int from log_entry) as entries`,
  )
  return rows[0] ?? {}
}

async function failures(parts: ReleaseTickParts): Promise<number> {
  const { values } = await parts.metrics.gateVerdicts.get()
  return values.find(({ labels }) => labels.verdict === 'failure')?.value ?? 0
}

test('a gate whose key nobody knows releases nothing', async () => {
  const known = await counts()
  const seeds = { ed25519: new Uint8Array(32).fill(3), mlDsa44: new Uint8Array(32).fill(4) }
  const stranger = await openGateSigner(randomUUID(), seeds)
  await assert.rejects(runReleaseTick(ticksOver({ signer: stranger })), { code: '23503' })
  assert.deepEqual(await counts(), known)
})

test('a gate that cannot sign releases nothing', async () => {
  const known = await counts()
  const broken: GateSigner = { ...signer, sign: () => Promise.reject(new Error('no key')) }
  await assert.rejects(runReleaseTick(ticksOver({ signer: broken })), /no key/)
  assert.deepEqual(await counts(), known)
})

test('a gate whose key file is damaged does not start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  try {
    const { publicKey } = await openGateSecret(folder)
    assert.deepEqual((await openGateSecret(folder)).publicKey, publicKey)
    for (const damaged of ['', '{', '{"keyId":"x"}']) {
      await writeFile(join(folder, 'gate-key'), damaged)
      await assert.rejects(openGateSecret(folder))
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('ticks without a database raise an alarm each time, and go on trying', async () => {
  const away = openDatabase({ url: new Secret('postgresql://nobody:x@127.0.0.1:1/none') }, 1)
  const parts = ticksOver({ clock: systemClock(), database: away })
  const ticks = createReleaseTicks(parts)
  ticks.start()
  while ((await failures(parts)) < 2) await new Promise((resolve) => setTimeout(resolve, 50))
  await ticks.stop()
  await away.close()
  assert.ok(lines.some((line) => line.includes('release gate failed')))
  assert.equal(
    lines.some((line) => line.includes('nobody:x')),
    false,
  )
})

test('a clock that steps back by an hour doubles nothing: places, objects and log go on', async () => {
  const clock = fixedClock(now)
  await runReleaseTick(ticksOver({ clock }))
  const earlier = await counts()
  clock.set(now.subtract({ hours: 1 }))
  await runReleaseTick(ticksOver({ clock }))
  clock.set(now)
  await runReleaseTick(ticksOver({ clock }))
  const later = await counts()
  for (const [name, count] of Object.entries(later)) assert.ok(count > (earlier[name] ?? 0), name)
  const published = await newestPublished(own.database.kysely, { clearance: 'green', from: null, limit: 10 })
  assert.deepEqual(
    published.map(({ sequence }) => sequence),
    published.map((_, index) => published.length - index),
  )
  const objects = await objectsAfter(own.database.kysely, { collection: 'green', afterMicros: 0, limit: 1_000 })
  assert.equal(new Set(objects.map(({ addedMicros }) => addedMicros)).size, objects.length)
})
