import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { allRulebooks } from './all-rulebooks.ts'
import { assess } from './assess.ts'
import { assessAuthorityDuties } from './assess-authority-duties.ts'
import { checkRulebook } from './check-rulebook.ts'
import nis2Authority from './eu/nis2-authority.json' with { type: 'json' }
import nis2 from './eu/nis2-article-23.json' with { type: 'json' }
import euHead from './eu/rulebook.json' with { type: 'json' }
import { decideAuthorityDuties } from './decide-authority-duties.ts'
import { readFacts } from './facts.ts'
import { japaneseAct } from '../../test/support/japanese-act.ts'
import { loadRulebook, type RulebookFiles } from './load-rulebook.ts'
import type { Rulebook } from './rulebook.ts'

const received = (law: string, stage: string, at: string): JsonObject => ({ law, stage, at })

function rulebookOf(id: string): Rulebook {
  const found = allRulebooks().find((rulebook) => rulebook.id === id)
  assert.ok(found)
  return found
}

function owed(rulebook: Rulebook, facts: JsonObject, options = {}): [string, string | null][] {
  return decideAuthorityDuties(readFacts(facts), rulebook, options).map(({ act, dueAt }) => [act.id, dueAt?.toString() ?? null])
}

test('decideAuthorityDuties() starts the clock at the receipt, and a report sent again does not move it', () => {
  const early = received('eu.nis2.art23', 'initial', '2026-11-22T10:00+01:00')
  const again = received('eu.nis2.art23', 'initial', '2026-11-22T20:00+01:00')
  const facts = { 'spread.through': ['vendor'], 'rpt.received': [again, early] }
  assert.deepEqual(owed(rulebookOf('eu'), facts), [
    ['response', '2026-11-23T09:00:00Z'],
    ['forwarding-csirt', null],
  ])
})

test('decideAuthorityDuties() owes nothing before a report was received', () => {
  for (const rulebook of allRulebooks()) {
    assert.deepEqual(owed(rulebook, {}), [])
    assert.deepEqual(owed(rulebook, { 'rpt.received': 'unknown' }), [])
    assert.deepEqual(owed(rulebook, { 'rpt.sent': [received('eu.nis2.art23', 'initial', '2026-11-22T10:00Z')] }), [])
  }
})

test('decideAuthorityDuties() leaves open an act whose condition hangs on an unknown fact', () => {
  const read = readFacts({ 'rpt.received': [received('eu.nis2.art23', 'initial', '2026-11-22T10:00+01:00')] })
  const acts = decideAuthorityDuties(read, rulebookOf('eu')).map(({ act, exists }) => [act.id, exists])
  assert.deepEqual(acts, [
    ['response', true],
    ['forwarding-csirt', true],
    ['forwarding-member-states', false],
  ])
})

test('decideAuthorityDuties() goes by the law in force at the receipt, from its first instant to the last before its end', () => {
  const files: RulebookFiles = {
    head: euHead,
    sectors: null,
    laws: { 'nis2.json': nis2, 'authority.json': { ...nis2Authority, status: 'repealed', validTo: '2027-01-01' } },
  }
  const inForce = { ...files, laws: { ...files.laws, 'authority.json': { ...nis2Authority, validTo: '2027-01-01' } } }
  const at = (rulebook: Rulebook, instant: string) =>
    owed(rulebook, { 'rpt.received': [received('eu.nis2.art23', 'initial', instant)] }).length
  const rulebook = loadRulebook(inForce)
  assert.equal(at(rulebook, '2024-10-17T21:59:59Z'), 0)
  assert.equal(at(rulebook, '2024-10-17T22:00:00Z'), 3)
  assert.equal(at(rulebook, '2026-12-31T22:59:59Z'), 3)
  assert.equal(at(rulebook, '2026-12-31T23:00:00Z'), 0)
  assert.equal(at(loadRulebook(files), '2026-06-01T00:00:00Z'), 0, 'repealed law asks for nothing')
  const proposed = loadRulebook({
    ...files,
    laws: { 'nis2.json': nis2, 'authority.json': { ...nis2Authority, status: 'proposed', validFrom: null } },
  })
  const facts = { 'rpt.received': [received('eu.nis2.art23', 'initial', '2026-11-22T10:00+01:00')] }
  assert.equal(owed(proposed, facts).length, 0)
  assert.equal(owed(proposed, facts, { includeProposed: true }).length, 3)
})

test('a target of service says that it is none of law, and a deployment may set its own hours', () => {
  const facts = readFacts({
    'ent.sector': ['jp.espa.electricity'],
    'rpt.received': [received('jp.ccea.art5', 'initial', '2026-11-22T09:30+09:00')],
  })
  const [target, ...others] = assessAuthorityDuties(facts, japaneseAct())
  assert.ok(target)
  assert.deepEqual(others, [])
  assert.equal(target.basis, 'target')
  assert.equal(target.clause, null)
  assert.equal(target.verified, false)
  assert.equal(target.dueAt, '2026-11-23T00:30:00Z')
  assert.match(target.law.en, /not law/u)
  assert.match(target.explanation?.clause?.en ?? '', /not law/u)
  assert.deepEqual(
    target.bound.map(({ recipient }) => recipient?.code),
    ['jp.minister.meti', 'jp.pm.nco'],
  )
  const sooner = japaneseAct({ serviceTargetHours: { 'jp.ccea.art5/acknowledgement': 1.5 } })
  assert.equal(assessAuthorityDuties(facts, sooner)[0]?.dueAt, '2026-11-22T02:00:00Z')
})

test('assessAuthorityDuties() explains start, rule, clause and arithmetic', () => {
  const facts = readFacts({ 'rpt.received': [received('eu.nis2.art23', 'initial', '2026-10-24T18:00+02:00')] })
  const [response] = assessAuthorityDuties(facts, rulebookOf('eu'))
  assert.equal(response?.wherePossible, true)
  assert.equal(response.clause?.clause.en, 'Article 23 (5)')
  assert.equal(response.explanation?.start.event.en, 'receipt of “Early warning”')
  assert.equal(response.explanation?.rule.en, 'within 24 hours')
  assert.equal(response.explanation?.due.en, 'Sun 25 October 2026 17:00')
  assert.equal(response.to[0]?.recipient, null)
})

test('assess() lists nothing that an authority owes among the duties of the operator', () => {
  const acts = new Set(allRulebooks().flatMap(({ authorityDuties }) => authorityDuties.map(({ data }) => data.id)))
  assert.equal(acts.size, 3)
  const facts = { 'rpt.received': [received('eu.nis2.art23', 'initial', '2026-11-22T10:00+01:00')] }
  for (const rulebook of allRulebooks()) {
    const { obligations, voluntary } = assess(facts, rulebook)
    assert.deepEqual(
      [...obligations, ...voluntary].filter(({ id }) => acts.has(id)),
      [],
    )
  }
})

const eu = (duty: unknown): RulebookFiles => ({ head: euHead, sectors: null, laws: { 'nis2.json': nis2, 'authority.json': duty } })
const [response, ...others] = nis2Authority.acts
const digitalOut = { ...nis2Authority, answers: ['eu.nis2.art23'], examples: [nis2Authority.examples[0]] }
const withResponse = (change: object): unknown => ({ ...digitalOut, acts: [{ ...response, ...change }, ...others] })

test('checkRulebook() names the place of each fault in a duty of an authority', () => {
  const found = (duty: unknown) => checkRulebook(eu(duty)).findings.map(({ code, pointer }) => `${code} ${pointer}`)
  assert.deepEqual(found(digitalOut), [])
  assert.deepEqual(found({ ...digitalOut, answers: ['eu.nis2.art99'] }).slice(0, 1), ['RULEBOOK_REFERENCE /answers/0'])
  assert.deepEqual(found(withResponse({ from: { received: 'update', version: 'first' } })).slice(0, 1), ['STAGE_NEVER_STARTS /acts/0/from'])
  assert.deepEqual(found(withResponse({ limit: { unit: 'hours', amount: 23 } })), ['EXAMPLE_WRONG /examples/0/expect/acts/response'])
  assert.deepEqual(found(withResponse({ to: [{ ...response?.to[0], recipient: 'eu.nobody' }] })), [
    'RULEBOOK_REFERENCE /acts/0/to/0/recipient',
  ])
  assert.deepEqual(found(withResponse({ if: 'spread = "maybe"' })), ['CONDITION_TYPE /acts/0/if'])
  assert.deepEqual(found(withResponse({ if: 'spread = "yes" and spread = "no"' })).slice(0, 1), ['RULE_NEVER_HOLDS /acts/0/if'])
  assert.deepEqual(found({ ...digitalOut, boundParty: 'operator' }), ['RULEBOOK_SHAPE /boundParty'])
  assert.deepEqual(found({ ...digitalOut, validFrom: null }), ['RULEBOOK_VALIDITY /validFrom'])
})
