import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRulebooks } from './all-rulebooks.ts'
import { decide } from './decide.ts'
import { readFacts } from './facts.ts'

const europe = allRulebooks().filter(({ id }) => id === 'eu')
const read = readFacts({
  'ent.designations': ['eu.gdpr.controller'],
  'pd.suspected': 'yes',
  'pd.risk': 'yes',
  't.aware': '2026-10-24T12:00+02:00',
})

function noticeDue(includeProposed: boolean): (string | undefined)[] {
  const decisions = europe.flatMap((rulebook) => decide(read, rulebook, { includeProposed }))
  return decisions.filter(({ law }) => law.data.id === 'eu.gdpr.art33').map(({ stages }) => stages[0]?.dueAt?.toString())
}

test('decide() leaves a proposal out, unless asked to decide by it in place of the law in force', () => {
  assert.deepEqual(noticeDue(false), ['2026-10-27T10:00:00Z'])
  assert.deepEqual(noticeDue(true), ['2026-10-28T10:00:00Z'])
})
