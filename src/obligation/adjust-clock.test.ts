import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Database } from '#database/database.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { Problem } from '#http/problem.ts'
import { ensureOrganisation, insertPeople } from '#identity/identity-store.ts'
import { findIncident } from '#incident/incident-store.ts'
import head from '#rulebook/eu/rulebook.json' with { type: 'json' }
import nis2 from '#rulebook/eu/nis2-article-23.json' with { type: 'json' }
import { loadRulebook } from '#rulebook/load-rulebook.ts'
import { readFacts } from '#rulebook/facts.ts'
import { adjustClock, type Grant } from './adjust-clock.ts'
import type { ObligationStage } from './obligation.ts'
import { adjustmentsOf, obligationsOf, writeObligations } from './obligation-store.ts'
import { owedAfter } from './owe.ts'

const authorityId = randomUUID()
const personId = randomUUID()
const authority = { code: 'eu.csirt', kind: 'cyber-office' }
const clause = { source: 'art', clause: { ja: '試験', en: 'test' }, verified: false }
const rule = { authority: { ja: '当局', en: 'the authority' }, text: { ja: '延長', en: 'extension' }, clause }
const adjustments = [
  { ...rule, kind: 'extension', stages: ['detailed'] },
  { ...rule, kind: 'suspension', stages: ['detailed'] },
]
const source = nis2.sources[0]?.id ?? ''
const law = { ...nis2, adjustments: adjustments.map((one) => ({ ...one, clause: { ...clause, source } })), examples: nis2.examples }
const rulebooks = [loadRulebook({ head, sectors: null, laws: { 'nis2-article-23.json': law } })]
let cluster: TestDatabase
let database: Database

before(async () => {
  cluster = await createTestDatabase()
  database = cluster.database
  const name = { ja: '架空の役所', en: 'Fictional Office' }
  await ensureOrganisation(database.kysely, { id: authorityId, kind: 'authority', name, clearance: 'clear' })
  await insertPeople(database.kysely, [{ id: personId, organisationId: authorityId, name, roles: ['officer'], pseudonym: 'P' }])
})

after(() => cluster.drop())

/** Adds an incident of an essential entity that became aware at noon; its 72 hours end three days later. */
async function incident(): Promise<string> {
  const incidentId = randomUUID()
  const answers = {
    'ent.designations': ['eu.nis2.essential'],
    'imp.severe': 'yes',
    'inc.certainty': 'confirmed',
    't.aware': '2026-11-20T12:00:00Z',
  }
  const filed = {
    incidentId,
    stage: 'initial',
    filedAt: '2026-11-20T13:00:00Z',
    facts: readFacts(answers),
    reached: new Map([['eu.csirt', authorityId]]),
  }
  const owed = owedAfter(filed, rulebooks)
  await database.kysely.transaction().execute(async (tx) => {
    await tx
      .insertInto('incident')
      .values({
        id: incidentId,
        owner_tag: Buffer.from('o'),
        kind: 'other',
        stage: 'initial',
        revision: 1,
        opened_at: filed.filedAt,
        latest_report_at: filed.filedAt,
        next_due_at: null,
        summary: {},
        clock_instants: owed.clockInstants,
      })
      .execute()
    await writeObligations(tx, owed.obligations)
  })
  return incidentId
}

function grant(incidentId: string, changes: Partial<Grant> = {}): Grant {
  return {
    id: randomUUID(),
    incidentId,
    law: 'eu.nis2.art23',
    stage: 'detailed',
    kind: 'extension',
    fromAt: null,
    untilAt: '2026-11-30T00:00:00Z',
    reason: '復旧作業を優先するため',
    authorityId,
    personId,
    grantedAt: '2026-11-21T00:00:00Z',
    ...changes,
  }
}

async function detailed(incidentId: string): Promise<ObligationStage> {
  const [obligation] = await obligationsOf(database.kysely, [incidentId])
  const stage = obligation?.stages.find((one) => one.stage === 'detailed')
  assert.ok(stage)
  return stage
}

async function codeOf(wish: Promise<void>): Promise<string> {
  const error = await wish.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof Problem ? error.code : 'granted'
}

test('adjustClock() moves the due instant, keeps the end of the period of law, and takes the same grant once', async () => {
  const incidentId = await incident()
  const extension = grant(incidentId)
  await adjustClock({ database, rulebooks }, extension, authority)
  await adjustClock({ database, rulebooks }, extension, authority)
  const { dueAt, endsAt } = await detailed(incidentId)
  assert.deepEqual([dueAt, endsAt], ['2026-11-30T00:00:00Z', '2026-11-23T12:00:00Z'])
  assert.equal((await adjustmentsOf(database.kysely, [incidentId])).length, 1)
  assert.equal((await findIncident(database.kysely, incidentId))?.incident.nextDueAt, '2026-11-30T00:00:00Z')
})

test('adjustClock() adds the time for which a clock stood still', async () => {
  const incidentId = await incident()
  const suspension = { kind: 'suspension', fromAt: '2026-11-21T00:00:00Z', untilAt: '2026-11-21T10:00:00Z' } as const
  await adjustClock({ database, rulebooks }, grant(incidentId, suspension), authority)
  assert.equal((await detailed(incidentId)).dueAt, '2026-11-23T22:00:00Z')
})

test('adjustClock() survives a later report, and counts several grants in their order', async () => {
  const incidentId = await incident()
  await adjustClock({ database, rulebooks }, grant(incidentId, { untilAt: '2026-11-25T00:00:00Z' }), authority)
  await adjustClock({ database, rulebooks }, grant(incidentId, { grantedAt: '2026-11-22T00:00:00Z' }), authority)
  const known = await findIncident(database.kysely, incidentId)
  assert.ok(known)
  const before = {
    obligations: await obligationsOf(database.kysely, [incidentId]),
    adjustments: await adjustmentsOf(database.kysely, [incidentId]),
    clockInstants: known.clockInstants,
  }
  const answers = { 'ent.designations': ['eu.nis2.essential'], 'imp.severe': 'yes', 'inc.certainty': 'confirmed' }
  const update = {
    incidentId,
    stage: 'update',
    filedAt: '2026-11-22T00:00:00Z',
    facts: readFacts(answers),
    reached: new Map([['eu.csirt', authorityId]]),
  }
  const [obligation] = owedAfter(update, rulebooks, before).obligations
  assert.equal(obligation?.stages.find(({ stage }) => stage === 'detailed')?.dueAt, '2026-11-30T00:00:00Z')
})

test('adjustClock() refuses what the law, the stage or the authority does not carry, and changes nothing', async () => {
  const incidentId = await incident()
  const refused: readonly [string, Partial<Grant>, typeof authority?][] = [
    ['ADJUSTMENT_NOT_PROVIDED', { stage: 'final', untilAt: '2027-01-01T00:00:00Z' }],
    ['ADJUSTMENT_NOT_YOURS', {}, { code: 'jp.ppc', kind: 'privacy-commission' }],
    ['OBLIGATION_NOT_FOUND', { law: 'eu.dora.art19' }],
    ['OBLIGATION_NOT_FOUND', { stage: 'update' }],
    ['STAGE_SETTLED', { stage: 'initial' }],
    ['EXTENSION_NOT_LATER', { untilAt: '2026-11-23T12:00:00Z' }],
    ['SUSPENSION_EMPTY', { kind: 'suspension', fromAt: '2026-11-22T00:00:00Z', untilAt: '2026-11-22T00:00:00Z' }],
  ]
  for (const [code, changes, by] of refused) {
    assert.equal(await codeOf(adjustClock({ database, rulebooks }, grant(incidentId, changes), by ?? authority)), code)
  }
  assert.deepEqual(await adjustmentsOf(database.kysely, [incidentId]), [])
})

test('adjustClock() refuses an id under which something else was granted, and moves nothing without a record of it', async () => {
  const [one, other] = [await incident(), await incident()]
  const extension = grant(one)
  await adjustClock({ database, rulebooks }, extension, authority)
  const { dueAt } = await detailed(other)
  assert.equal(await codeOf(adjustClock({ database, rulebooks }, { ...extension, incidentId: other }, authority)), 'ADJUSTMENT_ID_REUSED')
  assert.equal((await detailed(other)).dueAt, dueAt)
  const longer = { ...extension, untilAt: '2026-12-30T00:00:00Z' }
  assert.equal(await codeOf(adjustClock({ database, rulebooks }, longer, authority)), 'ADJUSTMENT_ID_REUSED')
  assert.equal((await detailed(one)).dueAt, '2026-11-30T00:00:00Z')
})

test('adjustClock() goes by the version of the law under which the clock started', async () => {
  const before = { ...nis2, validFrom: '2020-01-01', validTo: '2024-10-18', adjustments: undefined }
  const versions = [loadRulebook({ head, sectors: null, laws: { 'nis2-before.json': before, 'nis2-article-23.json': law } })]
  const incidentId = await incident()
  await adjustClock({ database, rulebooks: versions }, grant(incidentId), authority)
  assert.equal((await detailed(incidentId)).dueAt, '2026-11-30T00:00:00Z')
})

test('adjustClock() refuses a suspension that would put a limit beyond every calendar', async () => {
  const incidentId = await incident()
  const suspension = { kind: 'suspension', untilAt: '9999-12-31T00:00:00Z' } as const
  assert.equal(await codeOf(adjustClock({ database, rulebooks }, grant(incidentId, suspension), authority)), 'ADJUSTMENT_TOO_LONG')
})
