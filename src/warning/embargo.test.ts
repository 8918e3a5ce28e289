import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import type { InTransaction } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import type { GateSigner } from '#key-directory/gate-key.ts'
import { fixedClock } from '#runtime/clock.ts'
import { createMetrics } from '#runtime/metrics.ts'
import { agreed, judged, testGate } from '../../test/support/judging.ts'
import { sampleGate } from '../../test/support/publish-warnings.ts'
import { silentLogger } from '../../test/support/test-server.ts'
import { machineChance } from './chance.ts'
import { runReleaseTick, type ReleaseTickParts, type ShareablePart } from './release-tick.ts'

let database: TestDatabase
let signer: GateSigner

before(async () => {
  database = await createTestDatabase()
  signer = await sampleGate(database.database)
})

after(() => database.drop())

const filedAt = Temporal.Instant.from('2026-11-22T09:00:00Z')
const end = '2026-11-22T12:00:00Z'
const shareable: JsonObject = { 'inc.kind': 'ransomware', 'tec.ttp': ['T1486'] }
const filed = new Map<string, ShareablePart>()
const agreedLater = new Set<string>()

/** Files a report as the intake leaves it for the gate. */
async function file(handling: JsonObject): Promise<string> {
  const { kysely } = database.database
  const [reportId, incidentId] = [randomUUID(), randomUUID()]
  const at = filedAt.toString()
  const ownerTag = randomBytes(32)
  await kysely
    .insertInto('incident')
    .values({
      id: incidentId,
      owner_tag: ownerTag,
      kind: 'ransomware',
      stage: 'initial',
      revision: 1,
      opened_at: at,
      latest_report_at: at,
      next_due_at: null,
      summary: {},
      clock_instants: {},
    })
    .execute()
  await kysely
    .insertInto('report')
    .values({
      id: reportId,
      incident_id: incidentId,
      owner_tag: ownerTag,
      stage: 'initial',
      revision: 1,
      idempotency_key: reportId,
      digest: randomBytes(32),
      filed_at: at,
      rulebook_version: '1',
      authority_ids: [],
      sealed_filing: Buffer.of(1),
    })
    .execute()
  filed.set(reportId, { reportId, incidentId, ownerTag, shareable, handling: { ...agreed, ...handling } })
  return reportId
}

/** Runs the tick of an instant over the reports of the database that the gate has not taken. */
async function tickAt(at: string): Promise<number> {
  const now = Temporal.Instant.from(at)
  const parts: ReleaseTickParts = {
    database: database.database,
    clock: fixedClock(now),
    chance: machineChance(),
    logger: silentLogger,
    metrics: createMetrics(),
    tickSeconds: 60,
    signer,
    publicOrigin: 'http://localhost:8080',
    takeShareableParts: takeFiled,
    openGate: async () => async (part) => {
      const told = agreedLater.has(part.reportId) ? { agreed: { facts: ['kind', 'techniques'], tlp: 'green' } as const } : {}
      return judged(part.shareable, part.handling, { gate: { ...testGate, now }, ...told })
    },
    openDraftGround: () => Promise.reject(new Error('no draft is approved here')),
  }
  return (await runReleaseTick(parts)).warnings
}

async function takeFiled(tx: InTransaction): Promise<readonly ShareablePart[]> {
  const taken = await tx
    .updateTable('report')
    .set({ gate_taken_at: filedAt.toString() })
    .where('gate_taken_at', 'is', null)
    .returning('id')
    .execute()
  return taken.flatMap(({ id }) => filed.get(id) ?? [])
}

async function stateOf(reportId: string): Promise<string> {
  const row = await database.database.kysely.selectFrom('gate_item').selectAll().where('report_id', '=', reportId).executeTakeFirst()
  return `${row?.verdict ?? 'none'} ${row?.state ?? ''}`
}

test('a held part goes out at the first tick at or after the end of its embargo, once, without anybody remembering it', async () => {
  const reportId = await file({ 'share.embargo_until': end })
  assert.equal(await tickAt('2026-11-22T09:01:00Z'), 0)
  assert.equal(await tickAt('2026-11-22T11:59:59Z'), 0)
  assert.equal(await stateOf(reportId), 'hold waiting')
  assert.equal(await tickAt(end), 1)
  assert.equal(await stateOf(reportId), 'release done')
  assert.equal(await tickAt('2026-11-22T12:01:00Z'), 0)
})

test('the end of an embargo opens nothing that consent or marking keeps in: TLP:RED never leaves', async () => {
  const kept = await Promise.all(
    [{ 'share.tlp': 'red' }, { 'share.consent': 'no' }, { 'share.consent': 'unknown' }].map((terms) =>
      file({ ...terms, 'share.embargo_until': end }),
    ),
  )
  assert.equal(await tickAt('2026-11-22T09:02:00Z'), 0)
  assert.equal(await tickAt('2026-11-22T12:02:00Z'), 0)
  assert.equal(await tickAt('2027-11-22T12:02:00Z'), 0)
  for (const reportId of kept) assert.equal(await stateOf(reportId), 'hold waiting')
})

test('an embargo without an end never ends by itself', async () => {
  const reportId = await file({ 'share.embargo_until': 'unknown' })
  assert.equal(await tickAt('2026-11-22T09:03:00Z'), 0)
  assert.equal(await tickAt('2036-11-22T09:03:00Z'), 0)
  assert.equal(await stateOf(reportId), 'hold waiting')
})

test('a held part on whose release people are at work stays theirs, and comes back to the gate when they drop it', async () => {
  const reportId = await file({ 'share.embargo_until': end })
  assert.equal(await tickAt('2026-11-22T09:04:00Z'), 0)
  const { kysely } = database.database
  const at = filedAt.toString()
  const draft = {
    id: randomUUID(),
    warning_id: randomUUID(),
    act: 'release',
    state: 'draft',
    authority_id: randomUUID(),
    drafted_by: randomUUID(),
  }
  await kysely
    .insertInto('warning_draft')
    .values({ ...draft, drafted_at: at, changed_at: at, report_id: reportId, content: '{}' } as never)
    .execute()
  assert.equal(await tickAt('2026-11-22T12:04:00Z'), 0)
  await kysely
    .updateTable('warning_draft')
    .set({ state: 'dropped' } as never)
    .where('id', '=', draft.id)
    .execute()
  assert.equal(await tickAt('2026-11-22T12:05:00Z'), 1)
  assert.equal(await stateOf(reportId), 'release done')
})

test('a part that people released while it was under embargo is not released a second time', async () => {
  const reportId = await file({ 'share.embargo_until': end })
  assert.equal(await tickAt('2026-11-22T09:05:00Z'), 0)
  await database.database.kysely.updateTable('gate_item').set({ state: 'done' }).where('report_id', '=', reportId).execute()
  await database.database.kysely.updateTable('report').set({ gate_taken_at: null }).where('id', '=', reportId).execute()
  assert.equal(await tickAt('2026-11-22T12:06:00Z'), 0)
})

test('a part that was held for want of consent goes out once its operator agrees beforehand, and no other', async () => {
  const { kysely } = database.database
  const [reportId, refused, other] = [
    await file({ 'share.consent': 'unknown' }),
    await file({ 'share.consent': 'no' }),
    await file({ 'share.consent': 'unknown' }),
  ]
  assert.equal(await tickAt('2026-11-22T09:06:00Z'), 0)
  for (const one of [reportId, refused]) {
    agreedLater.add(one)
    await kysely
      .insertInto('release_agreement')
      .values({
        id: randomUUID(),
        owner_tag: Buffer.from(filed.get(one)?.ownerTag ?? []),
        sealed_agreement: Buffer.of(1),
        agreed_at: '2026-11-22T09:07:00Z',
        until: '2027-11-22T09:07:00Z',
        revoked_at: null,
      })
      .execute()
  }
  assert.equal(await tickAt('2026-11-22T09:08:00Z'), 1)
  assert.deepEqual(
    [await stateOf(reportId), await stateOf(refused), await stateOf(other)],
    ['release done', 'hold waiting', 'hold waiting'],
  )
  assert.equal(await tickAt('2026-11-22T09:09:00Z'), 0)
})

test('a part whose judgement the database refuses is held, and keeps no other in', async () => {
  const [hostile, fine] = [await file({}), await file({})]
  const part = filed.get(hostile)
  assert.ok(part)
  // PostgreSQL holds no NUL in a text: whatever is said of such a field cannot be kept.
  filed.set(hostile, { ...part, shareable: { ...part.shareable, 'a\u0000b': 'x' } })
  assert.equal(await tickAt('2026-11-22T09:10:00Z'), 1)
  assert.deepEqual([await stateOf(hostile), await stateOf(fine)], ['hold waiting', 'release done'])
})
