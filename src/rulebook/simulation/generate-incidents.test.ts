import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allRulebooks } from '../all-rulebooks.ts'
import { findFact } from '../legal-fact.ts'
import { reportStages } from '../core-field.ts'
import { generateIncident, largestSeed } from './generate-incidents.ts'
import { incidentDistributions } from './incident-distributions.ts'
import { incidentLine } from './read-incident.ts'
import type { RuleSet } from './rule-set.ts'
import { createSimulation, readGenerated } from './simulate.ts'

const seeds = fc.integer({ min: 0, max: largestSeed })

test('generateIncident() gives the same incident for the same seed and number, and another for others', () => {
  fc.assert(
    fc.property(seeds, fc.nat(100_000), (seed, index) => {
      const line = incidentLine(generateIncident(seed, index))
      assert.equal(incidentLine(generateIncident(seed, index)), line)
      assert.notEqual(incidentLine(generateIncident(seed, index + 1)), line)
    }),
  )
})

test('generated facts fit their fields and stand in the order of time', () => {
  fc.assert(
    fc.property(seeds, fc.nat(100_000), (seed, index) => {
      const { incident, read } = readGenerated(seed, index, { year: 2030 })
      assert.deepEqual(read.ignored, [])
      const at = (fact: string) => read.instants.get(fact)?.epochMilliseconds
      const [occurred, detected, aware, resolved] = ['t.occurred', 't.detected', 't.aware', 't.resolved'].map(at)
      assert.ok(detected !== undefined)
      assert.ok(occurred === undefined || occurred < detected)
      assert.ok(aware === undefined || aware > detected)
      assert.ok(aware === undefined || resolved === undefined || resolved > aware)
      const local = Temporal.Instant.fromEpochMilliseconds(detected)
      assert.ok(local.toString() > '2029-12-31' && local.toString() < '2031-01-02', incident.id)
    }),
  )
})

test('generated incidents make every duty that is stated due, open and not due', () => {
  const rules: RuleSet = { name: { ja: '全て', en: 'all' }, rulebooks: allRulebooks(), includeProposed: true, judgedAt: null }
  const simulation = createSimulation({ rules, against: null, delays: null })
  for (let index = 0; index < 12_000; index++) simulation.add(readGenerated(1, index))
  for (const { law, states } of simulation.report().rules.laws) {
    assert.ok(states.due > 0, `${law} is never due: its facts are missing in incident-distributions.json`)
    assert.ok(states['not-due'] > 0 || states['may-be-due'] > 0, `${law} is always due`)
  }
})

test('the tables name facts, codes, places and stages that exist', () => {
  const { yesNo, numbers, codes, instants, ransom, kinds, sectors, places, filing } = incidentDistributions
  for (const { fact } of yesNo.values) assert.equal(findFact(fact)?.type, 'yes-no', fact)
  for (const { fact } of numbers.values) assert.equal(findFact(fact)?.type, 'number', fact)
  for (const { fact } of instants.values) assert.equal(findFact(fact)?.type, 'instant', fact)
  const optionsOf = (id: string) => {
    const fact = findFact(id)
    assert.ok(fact !== null && 'options' in fact, id)
    return fact.options.map(({ code }) => code)
  }
  for (const { fact, options } of codes.values)
    assert.deepEqual(
      Object.keys(options).filter((code) => !optionsOf(fact).includes(code)),
      [],
    )
  assert.deepEqual(
    Object.keys(ransom.types).filter((code) => !optionsOf('ran.type').includes(code)),
    [],
  )
  const effects = kinds.values.flatMap((kind) => Object.keys(kind.effects))
  assert.deepEqual(
    effects.filter((code) => !optionsOf('svc.effect').includes(code)),
    [],
  )
  const rulebooks = allRulebooks()
  const designations = new Set(rulebooks.flatMap((rulebook) => [...rulebook.designations.keys()]))
  const known = new Set(rulebooks.flatMap((rulebook) => [...rulebook.sectors.keys()]))
  assert.deepEqual(
    places.values.flatMap((place) => place.designations.filter(({ code }) => !designations.has(code))),
    [],
  )
  assert.deepEqual(
    sectors.values.flatMap((sector) => sector.codes.filter((code) => !known.has(code))),
    [],
  )
  assert.deepEqual(places.values.map(({ place }) => place).toSorted(), rulebooks.map(({ id }) => id).toSorted())
  const names = new Set(sectors.values.map(({ sector }) => sector))
  const named = places.values.flatMap((place) => place.designations.flatMap((entry) => entry.sectors ?? []))
  assert.deepEqual(
    named.filter((sector) => !names.has(sector)),
    [],
  )
  assert.deepEqual(
    Object.keys(filing.stages).filter((stage) => !(reportStages as readonly string[]).includes(stage)),
    [],
  )
})
