import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { allRulebooks } from './all-rulebooks.ts'
import { assessAll } from './assess-all.ts'
import { assess } from './assess.ts'

const rulebooks = allRulebooks()
const now = Temporal.Instant.from('2026-11-22T03:00:00Z')

const incident: JsonObject = {
  'ent.sector': ['jp.espa.electricity'],
  'ent.designations': ['jp.special-infrastructure-operator'],
  'mal.suspected': 'yes',
  'ast.designated': 'yes',
  'inc.certainty': 'confirmed',
  'inc.kind': 'ransomware',
  'pd.suspected': 'yes',
  't.aware': '2026-11-22T09:30+09:00',
}

const all = (facts: JsonObject) => assessAll(facts, rulebooks, now)
const dueIn = (facts: JsonObject) => all(facts).obligations.flatMap(({ id, verdict }) => (verdict === 'due' ? [id] : []))

test('assessAll() asks the home country alone where nothing points elsewhere, and names the rest', () => {
  for (const facts of [{}, incident]) {
    const assessment = all(facts)
    assert.deepEqual(
      assessment.rulebooks.map(({ id }) => id),
      ['jp'],
    )
    assert.equal(assessment.notAssessed.length, rulebooks.length - 1)
    assert.ok(assessment.obligations.every(({ jurisdiction }) => jurisdiction === 'JP'))
  }
  assert.deepEqual(dueIn(incident), ['jp.ccea.art5', 'jp.appi.art26'])
})

test('assessAll() asks a country that a jurisdiction, a designation or a sector points to', () => {
  const asked = (facts: JsonObject) => all({ ...incident, ...facts }).rulebooks.map(({ id }) => id)
  assert.deepEqual(asked({ 'ent.jurisdictions': ['JP', 'DE', 'GB'] }), ['jp', 'eu', 'uk'])
  assert.deepEqual(asked({ 'ent.designations': ['au.soci.responsible-entity'] }), ['jp', 'au'])
  assert.deepEqual(asked({ 'ent.jurisdictions': ['US'], 'ent.designations': [], 'ent.sector': 'unknown' }), ['us'])
  assert.deepEqual(asked({ 'ent.jurisdictions': 'unknown' }), ['jp'])
})

test('assessAll() decides over several countries as each alone', () => {
  const facts = {
    ...incident,
    'ent.jurisdictions': ['JP', 'EU'],
    'ent.designations': ['eu.nis2.essential', 'eu.gdpr.controller'],
    'imp.severe': 'yes',
  }
  assert.deepEqual(dueIn(facts).toSorted(), ['eu.nis2.art23', 'jp.appi.art26'])
  const [japan, europe] = rulebooks
  assert.ok(japan && europe)
  const apart = [japan, europe].flatMap((rulebook) => assess(facts, rulebook, now).obligations)
  const together = all(facts)
  assert.deepEqual(new Set(together.obligations), new Set(apart))
  assert.equal(together.verdict, 'due')
})

test('assessAll() keeps voluntary reports and law out of force apart from duties', () => {
  const assessment = all({ ...incident, 'ent.jurisdictions': ['JP', 'EU', 'US', 'GB'] })
  assert.deepEqual(assessment.voluntary.map(({ id }) => id).toSorted(), ['jp.jpcert.report', 'jp.police.consultation'])
  assert.ok(
    assessment.obligations.every(({ id }) => !id.startsWith('us.circia') && !id.startsWith('uk.csrb') && id !== 'jp.plan2022.sharing'),
  )
  assert.deepEqual(assessment.outOfForce.map(({ id, status }) => `${id} ${status}`).toSorted(), [
    'eu.gdpr.art33 proposed',
    'jp.plan2022.sharing repealed',
    'uk.csrb.notification proposed',
    'us.circia.incident proposed',
    'us.circia.ransom proposed',
  ])
})

test('assessAll() says what to do about a report whose duty no longer stands', () => {
  const sent = [{ law: 'eu.dora.art19', stage: 'initial', at: '2026-11-22T10:00Z' }]
  const facts = { 'ent.designations': ['eu.dora.financial-entity'], 'cls.major': 'no', 'rpt.sent': sent }
  const dora = all(facts).obligations.find(({ id }) => id === 'eu.dora.art19')
  assert.equal(dora?.verdict, 'not-due')
  assert.equal(dora.followUp?.kind, 'reclassification')
  const unsent = all({ ...facts, 'rpt.sent': [] }).obligations.find(({ id }) => id === 'eu.dora.art19')
  assert.equal(unsent?.followUp, null)
  const japan = all({
    ...incident,
    'inc.certainty': 'false-alarm',
    'rpt.sent': [{ law: 'jp.ccea.art5', stage: 'initial', at: '2026-11-22T10:00Z' }],
  })
  assert.equal(japan.obligations.find(({ id }) => id === 'jp.ccea.art5')?.followUp?.kind, 'withdrawal')
})

test('assessAll() shows the earliest due instant while the lane is open, and the facts that would settle it', () => {
  const facts = {
    'ent.designations': ['au.soci.responsible-entity'],
    'imp.cia': 'yes',
    'inc.certainty': 'confirmed',
    't.aware': '2026-11-22T09:30+11:00',
  }
  const duty = (more: JsonObject) => all({ ...facts, ...more }).obligations.find(({ id }) => id === 'au.soci.part2b')
  const open = duty({})
  assert.equal(open?.lane?.open, true)
  assert.deepEqual(
    open.lane.missing.map(({ field }) => field),
    ['imp.essential'],
  )
  assert.equal(open.stages[0]?.dueAt, '2026-11-22T10:30:00Z')
  assert.equal(duty({ 'imp.essential': 'no' })?.lane?.id, 'relevant')
  assert.equal(duty({ 'imp.essential': 'no' })?.stages[0]?.dueAt, '2026-11-24T22:30:00Z')
})
