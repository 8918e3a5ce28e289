import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { readCursor } from '#database/keyset-page.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import { ensureOrganisation } from '#identity/identity-store.ts'
import { addOwedIncident, promptClock, type SampleStage } from '../../test/support/owed-incidents.ts'
import { stateOf } from './obligation.ts'
import { owedStanding, owedStandings } from './owed-standing.ts'
import { countOwed, owedCursorKeys, owedPage, type OwedFilter, type OwedReader } from './owed-store.ts'

const now = Temporal.Instant.from('2026-11-22T00:00:00Z')
const authorityId = randomUUID()
const otherAuthorityId = randomUUID()
let cluster: TestDatabase

before(async () => {
  cluster = await createTestDatabase()
  const name = { ja: '架空の役所', en: 'Fictional Office' }
  for (const id of [authorityId, otherAuthorityId])
    await ensureOrganisation(cluster.database.kysely, { id, kind: 'authority', name, clearance: 'clear' })
})

after(() => cluster.drop())

/** An operator of its own, so that no test sees the rows of another. */
function operator(): Extract<OwedReader, { side: 'operator' }> {
  return { side: 'operator', ownerTag: Buffer.from(randomUUID()) }
}

async function wholeList(reader: OwedReader, filter: OwedFilter = {}, limit = 200) {
  const rows = []
  for (let after: readonly string[] | null = null; ;) {
    const page = await owedPage(cluster.database.kysely, { reader, filter, now }, { limit, after })
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = readCursor(page.next, owedCursorKeys)
  }
}

async function names(reader: OwedReader, filter: OwedFilter = {}): Promise<readonly string[]> {
  return (await wholeList(reader, filter)).map(({ obligation }) => `${obligation.law} ${obligation.stages[0]?.stage}`)
}

test('owedPage() lists every stage once when many share one due instant, dated and undated alike, whatever the limit', async () => {
  const reader = operator()
  const dueAt = '2026-11-23T15:00:00Z'
  const stages: SampleStage[] = [
    { stage: 'initial' },
    { stage: 'detailed', dueAt },
    { stage: 'final', dueAt },
    { stage: 'final', round: 2, dueAt },
  ]
  const ids = []
  for (let count = 0; count < 25; count++) ids.push(await addOwedIncident(cluster.database, reader, stages))
  for (const limit of [1, 7, 100]) {
    const rows = await wholeList(reader, {}, limit)
    const keys = rows.map(({ obligation }) => `${obligation.incidentId} ${obligation.stages[0]?.stage} ${obligation.stages[0]?.round}`)
    assert.equal(keys.length, 100)
    assert.equal(new Set(keys).size, 100)
    assert.deepEqual(new Set(rows.map(({ obligation }) => obligation.incidentId)), new Set(ids))
  }
})

test('owedPage() puts the next limit first, what is owed promptly where its clock started, and what waits for its clock last', async () => {
  const reader = operator()
  await addOwedIncident(cluster.database, reader, [
    { law: 'a.later', dueAt: '2026-12-20T00:00:00Z' },
    { law: 'b.waiting' },
    { law: 'c.overdue', dueAt: '2026-11-21T00:00:00Z' },
    { law: 'd.promptly', startsAt: '2026-11-21T12:00:00Z', clock: promptClock },
    { law: 'e.soon', dueAt: '2026-11-22T01:00:00Z' },
  ])
  assert.deepEqual(await names(reader), [
    'c.overdue detailed',
    'd.promptly detailed',
    'e.soon detailed',
    'a.later detailed',
    'b.waiting detailed',
  ])
})

test('owedPage() tells open from settled, and lists what was settled last first', async () => {
  const reader = operator()
  await addOwedIncident(cluster.database, reader, [
    { law: 'a.met', metAt: '2026-11-20T01:00:00Z', metBy: 'report' },
    { law: 'b.superseded', supersededAt: '2026-11-20T03:00:00Z' },
    { law: 'c.ended', endedAt: '2026-11-20T02:00:00Z', endedAs: 'not-applicable' },
    { law: 'd.open' },
  ])
  assert.deepEqual(await names(reader), ['d.open detailed'])
  assert.deepEqual(await names(reader, { state: 'settled' }), ['b.superseded detailed', 'c.ended detailed', 'a.met detailed'])
  assert.equal((await wholeList(reader, { state: 'settled' }, 1)).length, 3)
  assert.equal((await wholeList(reader, { state: 'all' }, 1)).length, 4)
  assert.deepEqual(await names(reader, { state: 'all', law: 'c.ended' }), ['c.ended detailed'])
})

test('owedPage() shows an operator its own incidents alone, and an authority those that it received and its own duties', async () => {
  const [one, other] = [operator(), operator()]
  const authority: OwedReader = { side: 'authority', authorityId, laws: ['a.duty'] }
  const stages: SampleStage[] = [
    { law: 'a.duty' },
    { law: 'a.other' },
    { law: 'b.answer', party: authorityId },
    { law: 'c.answer', party: otherAuthorityId },
  ]
  const incidentId = await addOwedIncident(cluster.database, { ownerTag: one.ownerTag, authorityIds: [authorityId] }, stages)
  await addOwedIncident(cluster.database, { ownerTag: other.ownerTag, authorityIds: [otherAuthorityId] }, [{ law: 'd.foreign' }])
  const seen = await wholeList(authority)
  assert.deepEqual(new Set(seen.map(({ obligation }) => obligation.incidentId)), new Set([incidentId]))
  assert.deepEqual(await names(authority), ['a.duty detailed', 'b.answer detailed'])
  assert.deepEqual(await names(authority, { party: 'authority' }), ['b.answer detailed'])
  assert.deepEqual(await names(authority, { party: 'operator' }), ['a.duty detailed'])
  assert.deepEqual(await names(one, { party: 'operator' }), ['a.duty detailed', 'a.other detailed'])
  assert.deepEqual(await names(other), ['d.foreign detailed'])
  assert.deepEqual(await names(operator()), [])
})

test('owedPage() narrows by the same rule of urgency as the pages do', async () => {
  const reader = operator()
  const dueAts = ['2026-11-21T23:59:59Z', '2026-11-22T00:00:00Z', '2026-11-25T00:00:00Z', '2026-11-25T00:00:00.001Z', null]
  await addOwedIncident(cluster.database, reader, [
    ...dueAts.map((dueAt, index) => ({ law: `a.${index}`, dueAt })),
    { law: 'b.started', startsAt: '2026-11-21T00:00:00Z', clock: promptClock },
    { law: 'b.unstarted', clock: promptClock },
    { law: 'b.old', clock: null },
  ])
  const all = await wholeList(reader)
  for (const standing of owedStandings) {
    const expected = all.filter(({ obligation: { stages } }) =>
      stages.some((stage) => {
        const state = stateOf(stage, { endedAs: null, adjustments: [] }, now)
        return owedStanding({ dueAt: stage.dueAt, state }, now) === standing
      }),
    )
    assert.ok(expected.length > 0, standing)
    assert.deepEqual(await wholeList(reader, { standing }), expected, standing)
  }
})

test('countOwed() counts what a filter finds, and no further than asked', async () => {
  const reader = operator()
  for (let count = 0; count < 3; count++)
    await addOwedIncident(cluster.database, reader, [{ dueAt: '2026-11-20T00:00:00Z' }, { stage: 'final', dueAt: '2026-12-20T00:00:00Z' }])
  const overdue = { reader, filter: { standing: 'overdue' }, now } as const
  assert.equal(await countOwed(cluster.database.kysely, overdue, 100), 3)
  assert.equal(await countOwed(cluster.database.kysely, overdue, 2), 2)
})
