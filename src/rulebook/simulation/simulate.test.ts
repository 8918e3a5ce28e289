import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '#base/canonical-json.ts'
import { allRulebooks, rulebookFiles } from '../all-rulebooks.ts'
import { readFacts } from '../facts.ts'
import { loadRulebook } from '../load-rulebook.ts'
import type { Rulebook } from '../rulebook.ts'
import { readDelayTable, type DelayTable } from './delay-table.ts'
import { readFilingPlan } from './filing-plan.ts'
import { noPlan, type FilingPlan } from './incident.ts'
import type { ReadIncident } from './read-incident.ts'
import { lawsOf, withDrafts, type RuleSet } from './rule-set.ts'
import { createSimulation, readGenerated, type SimulationOptions } from './simulate.ts'
import type { SimulationReport } from './simulation-report.ts'

const inForce = ruleSet(allRulebooks())

function ruleSet(rulebooks: readonly Rulebook[], options: Partial<RuleSet> = {}): RuleSet {
  return { name: { ja: '施行中', en: 'in force' }, rulebooks, includeProposed: false, judgedAt: null, ...options }
}

function run(subjects: readonly ReadIncident[], options: Partial<SimulationOptions> = {}): SimulationReport {
  const simulation = createSimulation({ rules: inForce, against: null, delays: null, ...options })
  for (const subject of subjects) simulation.add(subject)
  return simulation.report()
}

function generated(count: number, seed = 11): readonly ReadIncident[] {
  return Array.from({ length: count }, (_, index) => readGenerated(seed, index))
}

function subject(facts: JsonObject, filed: JsonObject = {}, id = 'one'): ReadIncident {
  const plan = readFilingPlan(filed, lawsOf([inForce]))
  return { incident: { id, facts, filed: 'plan' in plan ? plan.plan : noPlan }, read: readFacts(facts) }
}

const nis2: JsonObject = {
  'ent.jurisdictions': ['EU'],
  'ent.designations': ['eu.nis2.essential'],
  'ent.sector': ['eu.sector.finance'],
  'imp.severe': 'yes',
  'inc.certainty': 'confirmed',
  't.aware': '2027-03-01T00:00:00Z',
}

function lawOf(report: SimulationReport, id: string) {
  const law = report.rules.laws.find((entry) => entry.law === id)
  assert.ok(law, id)
  return law
}

function stageOf(report: SimulationReport, id: string, stage: string) {
  const found = lawOf(report, id).stages.find((entry) => entry.stage === stage)
  assert.ok(found, `${id}/${stage}`)
  return found
}

test('a simulation counts what is filed in time, late, at the due instant itself, and never', () => {
  const plans: JsonObject[] = [{ initial: 'PT23H59M' }, { initial: 'PT24H' }, { initial: 'PT24H0.001S' }, { initial: 'never' }, {}]
  const report = run(plans.map((filed) => subject(nis2, filed)))
  const { states, reports } = stageOf(report, 'eu.nis2.art23', 'initial')
  assert.equal(reports, 5)
  assert.deepEqual([states['in-time'], states.late, states['never-filed'], states['not-given']], [2, 1, 1, 1])
})

test('a later stage runs from the report as it is filed, and waits where the earlier one is not', () => {
  const filed = subject(nis2, { 'eu.nis2.art23/detailed': '2027-03-03T00:00:00Z', final: 'P30D' })
  const never = subject(nis2, { detailed: 'never', final: 'P1D' })
  const simulation = createSimulation({ rules: inForce, against: null, delays: null })
  const dueAt = (one: ReadIncident) =>
    simulation
      .add(one)
      .rules.find(({ decision }) => decision.law.data.id === 'eu.nis2.art23')
      ?.stages.map(({ state, dueAt: due }) => [state, due?.toString() ?? null])
  assert.deepEqual(dueAt(filed)?.at(-1), ['in-time', '2027-04-05T22:00:00Z'])
  assert.deepEqual(dueAt(never)?.at(-1), ['waiting', null])
})

test('what was truly sent counts before delays that are tried, and those before the plan of the file', () => {
  const delays = readDelayTable({ format: 'noroshi-delays-1', stages: { initial: 'PT30H' } }, lawsOf([inForce]), {
    file: 'delays.json',
    seed: 1,
  })
  const sent = { ...nis2, 'rpt.sent': [{ law: 'eu.nis2.art23', stage: 'initial', at: '2027-03-01T01:00:00Z' }] }
  const states = (one: ReadIncident) => stageOf(run([one], { delays }), 'eu.nis2.art23', 'initial').states
  assert.equal(states(subject(sent, { initial: 'never' }))['in-time'], 1)
  assert.equal(states(subject(nis2, { initial: 'PT1H' })).late, 1)
})

test('a stage that is owed promptly is a report without a limit, and an open duty brings none', () => {
  const japan: JsonObject = {
    'ent.jurisdictions': ['JP'],
    'mal.suspected': 'yes',
    'inc.certainty': 'confirmed',
    't.aware': '2027-03-01T00:00:00Z',
  }
  const report = run([subject({ ...japan, 'pd.suspected': 'yes' }, { initial: 'P9D' }), subject({ ...japan, 'pd.suspected': 'unknown' })])
  const initial = stageOf(report, 'jp.appi.art26', 'initial')
  assert.equal(initial.reports, 1)
  assert.equal(initial.states['no-limit'], 1)
  assert.equal(initial.states.open, 1)
  assert.deepEqual(
    lawOf(report, 'jp.appi.art26').facts.find(({ fact }) => fact === 'pd.suspected'),
    { ...lawOf(report, 'jp.appi.art26').facts.find(({ fact }) => fact === 'pd.suspected'), due: 1, notDue: 0, open: 1 },
  )
})

test('a rule set of an instant applies the law of that instant, and proposals only where they are asked for', () => {
  const one = subject({ ...nis2, 'ent.designations': ['eu.nis2.essential', 'eu.gdpr.controller'], 'pd.suspected': 'yes', 'pd.risk': 'yes' })
  const hours = (rules: RuleSet) =>
    run([one], { rules }).rules.laws.flatMap(({ law, stages, states }) => (states.due > 0 ? [`${law} ${stages.length}`] : []))
  assert.deepEqual(hours(inForce), ['eu.gdpr.art33 2', 'eu.nis2.art23 3'])
  assert.deepEqual(hours(ruleSet(allRulebooks(), { judgedAt: Temporal.Instant.from('2020-01-01T00:00:00Z') })), ['eu.gdpr.art33 2'])
  const proposed = ruleSet(allRulebooks(), { includeProposed: true })
  const { comparison } = run([one], { against: proposed })
  const gdpr = comparison?.laws.find(({ law }) => law === 'eu.gdpr.art33')
  assert.equal(gdpr?.stages[0]?.later, 1)
  assert.deepEqual(gdpr.verdicts, [])
})

test('a draft takes the place of the rulebook of the same id, and its difference is found incident by incident', () => {
  const [files] = rulebookFiles.filter(({ head }) => (head as { id: string }).id === 'eu')
  assert.ok(files)
  const text = JSON.stringify(files).replaceAll('{"unit":"hours","amount":24}', '{"unit":"hours","amount":12}')
  const draft = loadRulebook(JSON.parse(text) as typeof files)
  const against = ruleSet(withDrafts(allRulebooks(), [draft]))
  const simulation = createSimulation({ rules: inForce, against, delays: null })
  const [late, early] = [simulation.add(subject(nis2, { initial: 'PT20H' })), simulation.add(subject(nis2, { initial: 'PT2H' }))]
  assert.deepEqual(
    [late, early].map(({ differences }) => differences.map(({ law }) => law)),
    [['eu.nis2.art23'], ['eu.nis2.art23']],
  )
  const { comparison } = simulation.report()
  assert.equal(comparison?.incidents, 2)
  const stage = comparison.laws.find(({ law }) => law === 'eu.nis2.art23')?.stages[0]
  assert.deepEqual([stage?.before, stage?.after, stage?.earlier, stage?.newlyLate], [2, 2, 2, 1])
})

test('a rule set against itself has no difference, and every total is the sum of its parts', () => {
  const subjects = generated(600)
  const report = run(subjects, { against: inForce })
  assert.equal(report.comparison?.incidents, 0)
  assert.deepEqual(report.against?.laws, report.rules.laws)
  assert.equal(report.incidents, subjects.length)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  for (const law of report.rules.laws) {
    assert.equal(sum(Object.values(law.states)), law.asked, law.law)
    assert.equal(sum(law.cells.map((cell) => cell.due)), law.states.due, law.law)
    assert.equal(sum(law.refusals.map(({ incidents }) => incidents)), law.states['not-due'], law.law)
    for (const stage of law.stages) {
      const { waiting, open, late } = stage.states
      assert.equal(sum(Object.values(stage.states)), stage.reports + waiting + open)
      assert.equal(sum(stage.cells.map((cell) => cell.late)), late)
      assert.equal(sum(Object.values(stage.lateBy)), late)
      assert.ok(stage.reports + waiting + open <= law.states.due + law.states['may-be-due'])
    }
    assert.ok(law.cells.every(({ month }) => report.months.includes(month)))
    assert.ok(law.cells.every(({ sector }) => report.sectors.some((known) => known.sector === sector)))
  }
})

test('the order of incidents changes nothing, whatever delays are tried', () => {
  const delays: DelayTable = readDelayTable(
    { format: 'noroshi-delays-1', stages: { initial: { median: 'PT20H', spread: 3, never: 0.1 }, 'eu.nis2.art23/final': 'P20D' } },
    lawsOf([inForce]),
    { file: 'delays.json', seed: 5 },
  )
  const against = ruleSet(allRulebooks(), { includeProposed: true })
  const subjects = generated(150)
  const expected = JSON.stringify(run(subjects, { against, delays }))
  fc.assert(
    fc.property(fc.shuffledSubarray([...subjects], { minLength: subjects.length }), (shuffled) => {
      assert.equal(JSON.stringify(run(shuffled, { against, delays })), expected)
    }),
    { numRuns: 5 },
  )
})

test('a plan for one law counts before a plan for every law', () => {
  const plan: FilingPlan = new Map([
    ['initial', { kind: 'never' }],
    ['eu.nis2.art23/initial', { kind: 'after', milliseconds: 1000 }],
  ])
  const one = subject(nis2)
  const report = run([{ ...one, incident: { ...one.incident, filed: plan } }])
  assert.equal(stageOf(report, 'eu.nis2.art23', 'initial').states['in-time'], 1)
})
