import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { JsonObject } from '#base/canonical-json.ts'
import { createTestDatabase, type TestDatabase } from '#database/test-database.ts'
import type { RuledOut } from '#rulebook/ruled-out.ts'
import { Secret } from '#runtime/secret.ts'
import { dumpRows } from '../../test/support/dump-rows.ts'
import { agreed, testGate } from '../../test/support/judging.ts'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import { insertGateItem } from './gate-item-store.ts'
import type { Judgement } from './gate/judge.ts'
import { judgeTogether } from './judge-together.ts'
import { prevalenceKeys, unconfirmedOfIncident } from './prevalence-store.ts'
import type { ShareablePart } from './release-tick.ts'
import { shareIndicators } from './shared-indicator-store.ts'
import { insertWarningReports } from './warning-report-store.ts'
import { insertApproved } from './warning-store.ts'
import type { WarningContent } from './warning.ts'

let at: TestDatabase
before(async () => {
  at = await createTestDatabase()
})
after(() => at.drop())

const keys = prevalenceKeys(new Secret('a key of these tests alone'))
const [first, second] = [randomBytes(32), randomBytes(32)]

function part(ownerTag: Uint8Array, values: readonly string[], rest: { handling?: JsonObject; incidentId?: string } = {}): ShareablePart {
  return {
    reportId: randomUUID(),
    incidentId: rest.incidentId ?? randomUUID(),
    ownerTag,
    shareable: { 'inc.kind': 'other', 'tec.ttp': ['T1566'], ioc: values.map((value) => ({ type: 'domain', value })) },
    handling: rest.handling ?? agreed,
  }
}

async function judgeAll(...parts: readonly ShareablePart[]): Promise<readonly Judgement[]> {
  return at.database.kysely.transaction().execute(async (tx) => {
    const judge = await judgeTogether(tx, parts, { gate: testGate, keys })
    const answers: Judgement[] = []
    for (const one of parts) answers.push(await judge(one))
    return answers
  })
}

function confidences(judgement: Judgement | undefined): readonly string[] {
  return judgement?.verdict === 'release' ? judgement.content.indicators.map((one) => `${one.value} ${one.confidence}`) : []
}

/** Files a report that the gate let through, and shares what it released. */
async function publish(from: ShareablePart, content: WarningContent): Promise<string> {
  const warningId = randomUUID()
  const instant = '2026-11-22T00:00:00Z'
  await at.database.kysely.transaction().execute(async (tx) => {
    const incident = {
      id: from.incidentId,
      owner_tag: Buffer.from(from.ownerTag),
      kind: 'other',
      stage: 'initial',
      revision: 1,
      opened_at: instant,
      latest_report_at: instant,
    }
    await tx
      .insertInto('incident')
      .values({ ...incident, next_due_at: null, summary: {}, clock_instants: {} })
      .execute()
    const report = {
      id: from.reportId,
      incident_id: from.incidentId,
      owner_tag: Buffer.from(from.ownerTag),
      stage: 'initial',
      revision: 1,
      idempotency_key: from.reportId,
      digest: randomBytes(32),
      filed_at: instant,
      rulebook_version: '1',
      authority_ids: [],
    }
    await tx
      .insertInto('report')
      .values({ ...report, sealed_filing: Buffer.of(1) })
      .execute()
    const warning = { id: warningId, version: 1, act: 'release' as const, tlp: content.tlp, content }
    await insertApproved(tx, warning)
    await insertGateItem(tx, { reportId: from.reportId, verdict: 'release', reasons: [], content: null, warningId, decidedAt: instant })
    await shareIndicators(tx, warning, instant)
  })
  return warningId
}

test('a value counts as confirmed when two operators reported it, before or in the same turn, and never for one alone', async () => {
  const alone = await judgeAll(part(first, ['one.attacker.test']), part(first, ['one.attacker.test']))
  assert.deepEqual(alone.map(confidences), [['one.attacker.test unconfirmed'], ['one.attacker.test unconfirmed']])
  assert.deepEqual((await judgeAll(part(second, ['one.attacker.test']))).map(confidences), [['one.attacker.test confirmed']])
  const together = await judgeAll(part(first, ['two.attacker.test']), part(second, ['two.attacker.test']))
  assert.deepEqual(together.map(confidences), [['two.attacker.test confirmed'], ['two.attacker.test confirmed']])
})

test('a report that others must not be warned with, or that was a false alarm, is no second source', async () => {
  const silent: readonly JsonObject[] = [
    { ...agreed, 'share.consent': 'no' },
    { ...agreed, 'share.consent': 'unknown' },
    { ...agreed, 'share.tlp': 'red' },
    { ...agreed, 'share.embargo_until': 'unknown' },
    { ...agreed, 'inc.certainty': 'false-alarm' },
  ]
  for (const handling of silent) await judgeAll(part(first, ['quiet.attacker.test'], { handling }))
  assert.deepEqual((await judgeAll(part(second, ['quiet.attacker.test']))).map(confidences), [['quiet.attacker.test unconfirmed']])
  await judgeAll(part(second, ['quiet.attacker.test'], { handling: { ...agreed, 'mal.suspected': 'no' } }))
  assert.deepEqual((await judgeAll(part(first, ['quiet.attacker.test']))).map(confidences), [['quiet.attacker.test unconfirmed']])
})

test('a false alarm takes its incident out of the count, though it names no value, and whatever is taken first', async () => {
  const incidentId = randomUUID()
  const attack = part(first, ['nothing.attacker.test'], { incidentId })
  const alarm = part(first, [], { incidentId, handling: { ...agreed, 'inc.certainty': 'false-alarm' } })
  const shareablesOf = async () => [attack.shareable, alarm.shareable]
  const judgeWith = (taken: readonly ShareablePart[], ruledOut: RuledOut | null) =>
    at.database.kysely
      .transaction()
      .execute((tx) => judgeTogether(tx, taken, { gate: testGate, keys, shareablesOf, toldOf: async () => ({ ruledOut }) }))
  const seenBy = async () => (await judgeAll(part(second, ['nothing.attacker.test']))).map(confidences)
  for (const turns of [[[attack], [alarm]], [[alarm, attack]], [[attack, alarm]]]) {
    for (const [index, taken] of turns.entries()) await judgeWith(taken, index === turns.length - 1 ? 'false-alarm' : null)
    assert.deepEqual(await seenBy(), [['nothing.attacker.test unconfirmed']])
  }
  await judgeWith([attack], null)
  assert.deepEqual(await seenBy(), [['nothing.attacker.test confirmed']])
})

test('a second source asks for the indicator of the first warning to be raised; the own warning is no second source', async () => {
  const report = part(first, ['raise.attacker.test'])
  const [judgement] = await judgeAll(report)
  assert.ok(judgement?.verdict === 'release')
  await publish(report, judgement.content)
  const asked = async (): Promise<number> =>
    (await at.database.kysely.selectFrom('indicator_act').select('id').where('act', '=', 'raise').execute()).length
  assert.deepEqual((await judgeAll(part(first, ['raise.attacker.test']))).map(confidences), [['raise.attacker.test unconfirmed']])
  assert.equal(await asked(), 0)
  assert.deepEqual((await judgeAll(part(second, ['raise.attacker.test']))).map(confidences), [['raise.attacker.test confirmed']])
  assert.equal(await asked(), 1)
})

test('while a large part is judged apart, nobody waits for its values: those of its operator are judged beside it', async () => {
  const value = 'apart.attacker.test'
  await at.database.kysely.transaction().execute(async (tx) => {
    const judge = await judgeTogether(tx, [part(first, [value])], { gate: testGate, keys, apart: at.database })
    const beside = await at.database.kysely.transaction().execute(async (other) => {
      // Fails where it would wait; without this the test would not end.
      await sql`set local lock_timeout = '5s'`.execute(other)
      const own = await judgeTogether(other, [part(first, [value]), part(second, [value])], { gate: testGate, keys })
      return [await own(part(first, [value])), await own(part(second, [value]))]
    })
    assert.deepEqual(beside.map(confidences), [[`${value} confirmed`], [`${value} confirmed`]])
    assert.deepEqual(confidences(await judge(part(first, [value]))), [`${value} confirmed`])
  })
})

test('a case that proves to be no attack while its large part is judged apart is warned of no more', async () => {
  const large = part(first, ['meanwhile.attacker.test'])
  let asked = 0
  const toldOf = async () => ({ ruledOut: asked++ === 0 ? null : ('false-alarm' as const) })
  const judgement = await at.database.kysely.transaction().execute(async (tx) => {
    const judge = await judgeTogether(tx, [large], { gate: testGate, keys, toldOf, apart: at.database })
    return judge(large)
  })
  assert.deepEqual([judgement.verdict, judgement.reasons.map((one) => one.code)], ['nothing', ['false-alarm']])
})

test('what a part asks of indicators is asked once it is judged, and not before', async () => {
  const report = part(first, ['late.attacker.test'])
  const [judgement] = await judgeAll(report)
  assert.ok(judgement?.verdict === 'release')
  await publish(report, judgement.content)
  const asked = await at.database.kysely.transaction().execute(async (tx) => {
    const before_ = await tx.selectFrom('indicator_act').select('id').execute()
    const stopped = { ...testGate, newId: () => assert.fail('stopped while it judges') }
    const judge = await judgeTogether(tx, [part(second, ['late.attacker.test'])], { gate: stopped, keys })
    await assert.rejects(judge(part(second, ['late.attacker.test'])), /stopped/)
    return (await tx.selectFrom('indicator_act').select('id').execute()).length - before_.length
  })
  assert.equal(asked, 0)
})

test('what an officer warned of without a report is a second source', async () => {
  const content = sampleWarning()
  const domain = content.indicators.find(({ type }) => type === 'domain')?.value ?? ''
  const warning = { id: randomUUID(), version: 1, act: 'release' as const, tlp: content.tlp, content }
  await at.database.kysely.transaction().execute((tx) => shareIndicators(tx, warning, '2026-11-22T00:00:00Z'))
  assert.deepEqual((await judgeAll(part(first, [domain]))).map(confidences), [[`${domain} confirmed`]])
})

test('a follow-up of an incident warns only of what is new', async () => {
  const report = part(first, ['a.attacker.test', 'b.attacker.test'])
  const [judgement] = await judgeAll(report)
  assert.ok(judgement?.verdict === 'release')
  await publish(report, judgement.content)
  const { incidentId } = report
  const [same, more] = await judgeAll(
    part(first, ['b.attacker.test', 'a.attacker.test'], { incidentId }),
    part(first, ['a.attacker.test', 'c.attacker.test'], { incidentId }),
  )
  assert.deepEqual([same?.verdict, same?.reasons.map((one) => one.code)], ['nothing', ['already-warned']])
  assert.deepEqual(confidences(more), ['c.attacker.test unconfirmed'])
})

test('a false alarm takes back what the warnings of its incident rest on alone', async () => {
  const report = part(first, ['alarm.attacker.test', 'shared.attacker.test'])
  await judgeAll(part(second, ['shared.attacker.test']))
  const [judgement] = await judgeAll(report)
  assert.ok(judgement?.verdict === 'release')
  const warningId = await publish(report, judgement.content)
  await judgeAll(part(first, [], { incidentId: report.incidentId, handling: { ...agreed, 'inc.certainty': 'false-alarm' } }))
  const asked = await at.database.kysely
    .selectFrom('indicator_act')
    .innerJoin('shared_indicator', 'shared_indicator.id', 'indicator_act.indicator_id')
    .select(['shared_indicator.value', 'indicator_act.reason'])
    .where('shared_indicator.warning_id', '=', warningId)
    .where('indicator_act.act', '=', 'recall')
    .execute()
  assert.deepEqual(asked, [{ value: 'alarm.attacker.test', reason: 'withdrawn' }])
})

test('of a warning that rests on several incidents, a false alarm takes back what it alone held', async () => {
  const [report, other] = [part(first, ['mine.attacker.test', 'ours.attacker.test']), part(first, ['ours.attacker.test'])]
  const [judgement] = await judgeAll(report)
  assert.ok(judgement?.verdict === 'release')
  const warningId = await publish(report, judgement.content)
  const idOf = (value: string) => judgement.content.indicators.filter((one) => one.value === value).map(({ id }) => id)
  await publish(other, sampleWarning({ indicators: [] }))
  await at.database.kysely.transaction().execute((tx) =>
    insertWarningReports(tx, [
      { warningId, reportId: report.reportId, indicatorIds: [...idOf('mine.attacker.test'), ...idOf('ours.attacker.test')] },
      { warningId, reportId: other.reportId, indicatorIds: idOf('ours.attacker.test') },
    ]),
  )
  const alone = await at.database.kysely.transaction().execute((tx) => unconfirmedOfIncident(tx, report.incidentId))
  assert.deepEqual(alone, idOf('mine.attacker.test'))
  assert.deepEqual(await at.database.kysely.transaction().execute((tx) => unconfirmedOfIncident(tx, other.incidentId)), [])
})

test('the table of reported values tells neither values nor owners, nor which values came from one owner', async () => {
  await judgeAll(part(first, ['x.attacker.test', 'y.attacker.test', 'z.attacker.test']))
  const rows = await at.database.kysely.selectFrom('reported_value').selectAll().execute()
  assert.equal(new Set(rows.map((row) => row.owner_key.toString('hex'))).size, rows.length)
  const dump = (await dumpRows(at.database))
    .filter((row) => row.table === 'reported_value')
    .map((row) => JSON.stringify(row))
    .join('\n')
  assert.doesNotMatch(dump, /attacker/)
  for (const tag of [first, second]) assert.ok(!dump.includes(tag.toString('hex')))
})
