import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '#base/canonical-json.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { readFacts } from '#rulebook/facts.ts'
import { stateOf, type GrantedAdjustment, type Obligation, type ObligationStage, type ObligationState } from './obligation.ts'
import { owedAfter } from './owe.ts'
import type { FiledStage, OwedBefore } from './owed.ts'

const rulebooks = allRulebooks()

const electricity: JsonObject = {
  'ent.sector': ['jp.espa.electricity'],
  'ent.designations': ['jp.specified-infrastructure-operator', 'jp.special-infrastructure-operator'],
  'ent.uses_designated_asset': 'yes',
  'inc.certainty': 'confirmed',
  'mal.suspected': 'yes',
}

type Reporting = Partial<Omit<FiledStage, 'facts' | 'reached'>> & { readonly answers?: JsonObject; readonly reached?: ReadonlySet<string> }

const ministry = new Set(['jp.minister.meti', 'jp.pm.nco'])

function filed({ answers = {}, reached = ministry, ...changes }: Reporting = {}): FiledStage {
  return {
    incidentId: 'incident',
    stage: 'initial',
    filedAt: '2026-11-22T03:00:00Z',
    ...changes,
    reached: new Map([...reached].map((code) => [code, `id of ${code}`])),
    facts: readFacts({ ...electricity, 't.aware': '2026-11-22T00:00:00Z', ...answers }),
  }
}

function report(
  before: Omit<OwedBefore, 'adjustments'> | null,
  reporting: Reporting,
  adjustments: readonly GrantedAdjustment[] = [],
): OwedBefore {
  const owed = owedAfter(filed(reporting), rulebooks, before === null ? undefined : { ...before, adjustments })
  return { ...owed, adjustments }
}

function law(owed: OwedBefore, id: string): Obligation {
  const found = owed.obligations.find((one) => one.law === id)
  assert.ok(found, `${id} is owed: ${owed.obligations.map((one) => one.law).join(', ')}`)
  return found
}

function stage(owed: OwedBefore, id: string, name: string, round = 1): ObligationStage {
  const found = law(owed, id).stages.find((one) => one.stage === name && one.round === round)
  assert.ok(found, `${id} has a stage ${name}`)
  return found
}

function state(owed: OwedBefore, id: string, name: string, now: string): ObligationState {
  const { endedAs } = law(owed, id)
  return stateOf(stage(owed, id, name), { endedAs, adjustments: owed.adjustments }, Temporal.Instant.from(now))
}

const act = 'jp.ccea.art5'
const leak = 'jp.appi.art26'

test('owedAfter() owes each law of its own, and a report meets those alone whose recipients it reached', () => {
  const owed = report(null, { answers: { 'pd.suspected': 'yes' } })
  assert.equal(stage(owed, act, 'initial').metAt, '2026-11-22T03:00:00Z')
  assert.equal(stage(owed, leak, 'initial').metAt, null)
  const both = report(null, { answers: { 'pd.suspected': 'yes' }, reached: new Set(['jp.ppc', 'jp.pm.nco', 'jp.minister.meti']) })
  assert.equal(stage(both, leak, 'initial').metAt, '2026-11-22T03:00:00Z')
})

test('owedAfter() leaves every clock alone when a stage is reported once more', () => {
  const first = report(null, {})
  const again = report(first, { filedAt: '2026-11-25T03:00:00Z', answers: { 't.aware': '2026-11-24T00:00:00Z' } })
  assert.deepEqual(
    again.obligations.flatMap(({ stages }) => stages.map(({ dueAt, metAt }) => [dueAt, metAt])),
    first.obligations.flatMap(({ stages }) => stages.map(({ dueAt, metAt }) => [dueAt, metAt])),
  )
  assert.equal(stage(again, act, 'initial').lastSentAt, '2026-11-25T03:00:00Z')
})

test('owedAfter() brings a limit forward when awareness turns out to be earlier, and never counts one later than the filing', () => {
  const first = report(null, { answers: { 't.aware': '2099-01-01T00:00:00Z' } })
  assert.equal(stage(first, act, 'detailed').startsAt, '2026-11-22T03:00:00Z')
  const earlier = report(first, { stage: 'update', answers: { 't.aware': '2026-11-10T00:00:00Z' } })
  assert.equal(stage(earlier, act, 'detailed').startsAt, '2026-11-10T00:00:00Z')
  const forgotten = report(earlier, { stage: 'update', answers: { 't.aware': 'unknown' } })
  assert.equal(stage(forgotten, act, 'detailed').startsAt, '2026-11-10T00:00:00Z')
})

test('owedAfter() ends what the facts no longer start, and takes it up again when they do', () => {
  const first = report(null, { answers: { 'pd.suspected': 'yes' } })
  const cleared = report(first, { stage: 'update', answers: { 'pd.suspected': 'no' } })
  assert.equal(state(cleared, leak, 'initial', '2027-06-01T00:00:00Z'), 'not-applicable')
  const back = report(cleared, { stage: 'update', answers: { 'pd.suspected': 'yes' } })
  assert.equal(state(back, leak, 'initial', '2027-06-01T00:00:00Z'), 'promptly')
  assert.equal(state(back, leak, 'final', '2027-06-01T00:00:00Z'), 'overdue')
  assert.equal(stage(back, leak, 'final').dueAt, stage(first, leak, 'final').dueAt)
})

test('owedAfter() ends everything at a withdrawal, but for what was met', () => {
  const first = report(null, { answers: { 'pd.suspected': 'yes' } })
  const withdrawn = report(first, { stage: 'withdrawal', filedAt: '2026-11-23T00:00:00Z' })
  assert.equal(state(withdrawn, act, 'initial', '2027-06-01T00:00:00Z'), 'met')
  assert.equal(state(withdrawn, act, 'detailed', '2027-06-01T00:00:00Z'), 'withdrawn')
  assert.equal(state(withdrawn, leak, 'final', '2027-06-01T00:00:00Z'), 'withdrawn')
})

test('owedAfter() counts a final report as the detailed one too', () => {
  const final = report(report(null, {}), { stage: 'final', filedAt: '2026-11-30T00:00:00Z' })
  assert.equal(stage(final, act, 'detailed').metAt, '2026-11-30T00:00:00Z')
})

/** A financial entity that classified an incident as major; what it files goes to the financial authority. */
function dora(filedAt: string, name: string): Reporting {
  const answers = { 'ent.designations': ['eu.dora.financial-entity'], 't.classified': '2026-11-22T01:00:00Z', 'cls.major': 'yes' }
  return { stage: name, filedAt, reached: new Set(['eu.financial-authority']), answers }
}

test('owedAfter() moves a later stage only where the law says that the latest version counts', () => {
  const first = report(null, dora('2026-11-22T03:00:00Z', 'initial'))
  const id = 'eu.dora.art19'
  assert.equal(stage(first, id, 'final').startsAt, null)
  const detailed = report(first, dora('2026-11-24T00:00:00Z', 'detailed'))
  assert.equal(stage(detailed, id, 'final').startsAt, '2026-11-24T00:00:00Z')
  const updated = report(detailed, dora('2026-11-25T00:00:00Z', 'detailed'))
  assert.equal(stage(updated, id, 'final').startsAt, '2026-11-25T00:00:00Z')
  const again = report(updated, dora('2026-11-26T00:00:00Z', 'initial'))
  assert.equal(stage(again, id, 'detailed').dueAt, stage(first, id, 'detailed').dueAt)
})

test('owedAfter() starts a round of its own for each new fact, and keeps the rounds that were met', () => {
  const facts = (at: string): JsonObject => ({ 'ent.designations': ['kr.online-service-provider'], 't.new_fact': at })
  const reached = new Set(['kr.kisa', 'kr.msit'])
  const id = 'kr.network-act.art48-3'
  const first = report(null, { reached, answers: facts('unknown') })
  const one = report(first, { reached, stage: 'update', filedAt: '2026-11-23T00:00:00Z', answers: facts('2026-11-22T20:00:00Z') })
  assert.equal(stage(one, id, 'update').metAt, '2026-11-23T00:00:00Z')
  const two = report(one, { reached: new Set(), stage: 'update', filedAt: '2026-11-26T00:00:00Z', answers: facts('2026-11-25T00:00:00Z') })
  assert.equal(stage(two, id, 'update', 1).metAt, '2026-11-23T00:00:00Z')
  assert.equal(stage(two, id, 'update', 2).startsAt, '2026-11-25T00:00:00Z')
  assert.equal(stage(two, id, 'update', 2).metAt, null)
})

test('owedAfter() owes an acknowledgement of each authority that is bound and was reached, from when the report reached it', () => {
  const acts = (owed: OwedBefore) =>
    owed.obligations.flatMap(({ law: id, party, stages }) =>
      party === 'operator' ? [] : stages.map((one) => [id, party, one.stage, one.startsAt, one.dueAt]),
    )
  const first = report(null, { reached: new Set(['jp.pm.nco']) })
  const acknowledgement = [act, 'id of jp.pm.nco', 'acknowledgement', '2026-11-22T03:00:00Z', '2026-11-23T03:00:00Z']
  assert.deepEqual(acts(first), [acknowledgement])
  const again = report(first, { reached: ministry, filedAt: '2026-11-25T03:00:00Z' })
  const late = [act, 'id of jp.minister.meti', 'acknowledgement', '2026-11-25T03:00:00Z', '2026-11-26T03:00:00Z']
  assert.deepEqual(new Set(acts(again).map(String)), new Set([acknowledgement, late].map(String)))
  const once = report(again, { stage: 'update', reached: ministry, filedAt: '2026-11-28T03:00:00Z' })
  assert.deepEqual(new Set(acts(once).map(String)), new Set([acknowledgement, late].map(String)))
})

test('owedAfter() owes the response of NIS2 Article 23(5) within 24 hours of the early warning', () => {
  const answers = { 'ent.designations': ['eu.nis2.essential'], 'imp.severe': 'yes' }
  const first = report(null, { answers, reached: new Set(['eu.csirt']) })
  const response = first.obligations.find(({ law: id }) => id === 'eu.nis2.art23-5')
  assert.equal(response?.party, 'id of eu.csirt')
  assert.equal(response.stages.find((one) => one.stage === 'response')?.dueAt, '2026-11-23T03:00:00Z')
})

test('a report at 23 h 59 min of 24 h is in time, across a change of daylight saving and in another zone', () => {
  for (const aware of ['2026-10-24T22:30:00+02:00', '2026-03-28T23:30:00+01:00', '2026-10-31T23:00:00-04:00']) {
    const at = Temporal.Instant.from(aware)
    const answers = { 'ent.designations': ['eu.nis2.essential'], 't.aware': aware, 'imp.severe': 'yes' }
    const reporting = (minutes: number): Reporting => ({
      answers,
      filedAt: at.add({ minutes }).toString(),
      reached: new Set(['eu.csirt']),
    })
    const nis2 = 'eu.nis2.art23'
    const inTime = report(null, reporting(24 * 60 - 1))
    assert.equal(stage(inTime, nis2, 'initial').dueAt, at.add({ hours: 24 }).toString())
    assert.equal(state(inTime, nis2, 'initial', '2027-06-01T00:00:00Z'), 'met')
    const late = report(null, reporting(24 * 60 + 1))
    assert.equal(state(late, nis2, 'initial', '2027-06-01T00:00:00Z'), 'late')
  }
})

test('owedAfter() never moves a due instant of a stage that does not repeat to later, whatever is reported in whatever order', () => {
  const reporting = fc.record({
    stage: fc.constantFrom('initial', 'update', 'detailed'),
    aware: fc.integer({ min: 0, max: 300 }),
    leaked: fc.constantFrom('yes', 'no', 'unknown'),
    after: fc.integer({ min: 1, max: 100 }),
  })
  fc.assert(
    fc.property(fc.array(reporting, { minLength: 2, maxLength: 6 }), (reports) => {
      let at = Temporal.Instant.from('2026-11-22T00:00:00Z')
      let owed: OwedBefore | null = null
      const limits = new Map<string, string>()
      for (const { stage: name, aware, leaked, after } of reports) {
        at = at.add({ hours: after })
        const answers = { 't.aware': at.subtract({ hours: aware }).toString(), 'pd.suspected': leaked }
        owed = report(owed, { stage: name, filedAt: at.toString(), answers })
        for (const one of owed.obligations) {
          for (const { stage: known, dueAt } of one.stages) {
            const before = limits.get(`${one.law} ${known}`)
            if (dueAt === null) continue
            assert.ok(before === undefined || Temporal.Instant.compare(dueAt, before) <= 0)
            limits.set(`${one.law} ${known}`, dueAt)
          }
        }
      }
    }),
    { numRuns: 100 },
  )
})

test('owedAfter() does not let a final report move its own limit where that runs from the latest detailed one', () => {
  const id = 'eu.dora.art19'
  const detailed = report(report(null, dora('2026-11-22T03:00:00Z', 'initial')), dora('2026-11-24T00:00:00Z', 'detailed'))
  const { dueAt } = stage(detailed, id, 'final')
  const late = report(detailed, dora('2027-03-01T00:00:00Z', 'final'))
  const again = report(late, dora('2027-03-02T00:00:00Z', 'final'))
  for (const owed of [late, again]) {
    assert.equal(stage(owed, id, 'final').dueAt, dueAt)
    assert.equal(state(owed, id, 'final', '2027-06-01T00:00:00Z'), 'late')
  }
})

test('owedAfter() leaves the limit of a round that nothing has met where it is when the next event comes', () => {
  const id = 'kr.network-act.art48-3'
  const reached = new Set(['kr.kisa', 'kr.msit'])
  const facts = (at: string): JsonObject => ({ 'ent.designations': ['kr.online-service-provider'], 't.new_fact': at })
  const first = report(null, { reached, filedAt: '2026-11-22T21:00:00Z', answers: facts('2026-11-22T20:00:00Z') })
  const next = report(first, { reached, stage: 'detailed', filedAt: '2026-11-26T00:00:00Z', answers: facts('2026-11-25T00:00:00Z') })
  assert.equal(stage(next, id, 'update').dueAt, '2026-11-23T20:00:00Z')
  const late = report(next, { reached, stage: 'update', filedAt: '2026-11-26T01:00:00Z', answers: facts('2026-11-25T00:00:00Z') })
  assert.equal(state(late, id, 'update', '2026-12-01T00:00:00Z'), 'late')
})

test('owedAfter() takes the first report that reaches the recipients of a law as the first one under it, whatever its stage', () => {
  const answers = { 'pd.suspected': 'yes' }
  const first = report(null, { answers })
  const update = report(first, { answers, stage: 'update', filedAt: '2026-11-23T00:00:00Z', reached: new Set(['jp.ppc']) })
  assert.equal(stage(update, leak, 'initial').metAt, '2026-11-23T00:00:00Z')
  assert.equal(stage(update, act, 'initial').lastSentAt, '2026-11-22T03:00:00Z')
  const more = report(update, { answers, stage: 'update', filedAt: '2026-11-24T00:00:00Z', reached: new Set(['jp.ppc']) })
  assert.equal(stage(more, leak, 'initial').lastSentAt, '2026-11-23T00:00:00Z')
})

test('owedAfter() owes an acknowledgement from what was received here, not from what the operator says it sent elsewhere', () => {
  const id = 'eu.dora.art22'
  const first = report(null, dora('2026-11-22T03:00:00Z', 'initial'))
  const stated = first.obligations.map((one) =>
    one.law === 'eu.dora.art19' ? { ...one, stages: one.stages.map((known) => sentElsewhere(known, '2026-11-23T00:00:00Z')) } : one,
  )
  const update = report({ ...first, obligations: stated }, dora('2026-11-25T00:00:00Z', 'update'))
  const owed = update.obligations.find((one) => one.law === id)?.stages.map((one) => [one.stage, one.startsAt])
  assert.deepEqual(owed, [
    ['acknowledgement-initial', '2026-11-22T03:00:00Z'],
    ['forwarding-initial', '2026-11-22T03:00:00Z'],
  ])
})

function sentElsewhere(known: ObligationStage, at: string): ObligationStage {
  return known.stage === 'detailed' ? { ...known, metAt: at, metBy: 'statement', lastSentAt: at } : known
}
