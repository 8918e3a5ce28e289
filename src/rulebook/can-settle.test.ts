import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canSettle } from './can-settle.ts'
import { compileCondition, type KnownFacts } from './condition.ts'
import { allFacts } from './legal-fact.ts'
import { vocabularyOf } from './vocabulary.ts'

const vocabulary = vocabularyOf(allFacts)

function settles(fact: string, texts: readonly string[], { known = {}, closed = [] as readonly string[] } = {}): boolean {
  const facts: KnownFacts = new Map(Object.entries(known))
  const conditions = texts.map((text) => compileCondition(text, vocabulary))
  return canSettle(fact, conditions, { known: facts, closed: new Set(closed) })
}

const both = 'pd.suspected = "yes" and pd.sensitive = "yes"'
const either = 'pd.sensitive = "yes" or pd.property = "yes"'

test('canSettle() finds a fact that settles the matter by itself', () => {
  assert.equal(settles('pd.sensitive', [both], { closed: ['pd.suspected'] }), true)
})

test('canSettle() turns away a fact that could settle the matter only together with one that nobody knows', () => {
  // "No" leaves the other side of the "or" open, and "yes" leaves the second condition open.
  const closed = ['mal.suspected', 'pd.suspected']
  assert.equal(settles('pd.sensitive', ['mal.suspected = "yes" or pd.sensitive = "yes"', 'pd.suspected = "yes"'], { closed }), false)
  assert.equal(
    settles('pd.suspected', ['mal.suspected = "yes" or pd.sensitive = "yes"', 'pd.suspected = "yes"'], { closed: ['mal.suspected'] }),
    true,
  )
})

test('canSettle() looks several answers ahead', () => {
  assert.equal(settles('pd.sensitive', [either, 'mal.suspected = "yes"'], { closed: ['mal.suspected'] }), true)
  const three = '(imp.users > 100 and svc.planned = "no") or pd.sensitive = "yes" or pd.property = "yes"'
  assert.equal(settles('imp.users', [three, 'mal.suspected = "yes"'], { closed: ['mal.suspected'] }), true)
  assert.equal(settles('imp.users', [three, 'mal.suspected = "yes"'], { closed: ['mal.suspected', 'pd.property'] }), false)
})

test('canSettle() counts what is known', () => {
  const conditions = ['mal.suspected = "yes" or pd.sensitive = "yes"']
  assert.equal(settles('pd.sensitive', conditions, { known: { 'mal.suspected': 'no' }, closed: ['pd.suspected'] }), true)
})
