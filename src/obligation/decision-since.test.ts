import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { assessAll } from '#rulebook/assess-all.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { decisionSince } from './decision-since.ts'

const rulebooks = allRulebooks()
const then = Temporal.Instant.from('2026-11-22T03:00:00Z')
const facts = {
  'ent.designations': ['jp.special-infrastructure-operator'],
  'inc.certainty': 'precursor',
  'mal.suspected': 'yes',
  'ast.designated': 'yes',
  'pd.suspected': 'no',
}
const decision = { facts, assessment: assessAll(facts, rulebooks, then), decidedAt: then.toString() }

/** The rulebooks with a newer version of the Japanese one, in which precursors no longer count. */
function amended(): readonly Rulebook[] {
  const [japan, ...rest] = rulebooks
  assert.ok(japan)
  const laws = japan.laws.map((law) => {
    if (law.data.id !== 'jp.ccea.art5') return law
    const conditions = law.conditions.map((condition) =>
      condition.facts.includes('inc.certainty') ? { ...condition, evaluate: () => false } : condition,
    )
    return { ...law, conditions, rules: law.rules.map((rule, index) => ({ ...rule, condition: conditions[index] ?? rule.condition })) }
  })
  return [{ ...japan, version: '2027.04.01', laws }, ...rest]
}

test('decisionSince() finds nothing while the rules are the same', () => {
  const since = decisionSince(decision, rulebooks, then.add({ hours: 1000 }))
  assert.equal(since.rulesChanged, false)
  assert.deepEqual(since.changed, [])
})

test('decisionSince() shows beside a decision what the rules of today say about the same facts', () => {
  const since = decisionSince(decision, amended(), then.add({ hours: 4000 }))
  assert.equal(since.rulesChanged, true)
  assert.deepEqual(
    since.changed.map(({ id, before, today }) => [id, before, today]),
    [['jp.ccea.art5', 'due', 'not-due']],
  )
  assert.equal(since.today.rulebook.version, '2027.04.01')
})

test('decisionSince() names a duty that did not exist then', () => {
  const older = { ...decision, assessment: { ...decision.assessment, obligations: decision.assessment.obligations.slice(1) } }
  const [first] = decision.assessment.obligations
  assert.deepEqual(
    decisionSince(older, rulebooks, then).changed.map(({ id, before }) => [id, before]),
    [[first?.id, null]],
  )
})
