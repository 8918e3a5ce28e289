import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRulebooks } from './all-rulebooks.ts'
import { checkRulebook } from './check-rulebook.ts'
import jpHead from './jp/rulebook.json' with { type: 'json' }
import jpSectors from './jp/sectors.json' with { type: 'json' }
import { loadRulebook } from './load-rulebook.ts'
import type { ReleaseRulesData } from './release-rules-schema.ts'
import { mayWarnWithoutConsent, sectorAgreement } from './release-rules.ts'

const at = Temporal.Instant.from('2026-11-22T00:00:00Z')
const text = { ja: '規則', en: 'rule' }
const clause = { source: 'act', clause: { ja: '第1条', en: 'Article 1' }, verified: false }
const dated = { validFrom: '2026-10-01', validTo: '2027-04-01', text, clause }
const forAll = { id: 'all', recipient: null, allowed: true, ...dated }
const power: ReleaseRulesData['agreedBySector'][number] = {
  id: 'power',
  sectors: ['jp.espa.electricity'],
  facts: ['indicators'],
  tlp: 'amber',
  ...dated,
}

function files(rules: Partial<ReleaseRulesData>) {
  const release = { sources: jpHead.release.sources, withoutConsent: [], agreedBySector: [], ...rules }
  return { head: { ...jpHead, authorityTargets: [], release }, sectors: jpSectors, laws: {} }
}

function rulebook(rules: Partial<ReleaseRulesData>) {
  return [loadRulebook(files(rules))]
}

function codes(rules: Partial<ReleaseRulesData>): string[] {
  return checkRulebook(files(rules)).findings.map(({ code, pointer }) => `${code} ${pointer}`)
}

test('mayWarnWithoutConsent() is null for every authority of Japan, where consent is asked for', () => {
  for (const { code } of jpHead.recipients) assert.equal(mayWarnWithoutConsent(allRulebooks(), code, at), null, code)
  assert.equal(mayWarnWithoutConsent(allRulebooks(), 'jp.nobody', at), null)
})

test('mayWarnWithoutConsent() cites the clause that allows it, as verified or not', () => {
  const found = mayWarnWithoutConsent(allRulebooks(), 'eu.csirt', at)
  assert.equal(found?.clause.clause.en, 'Article 23(7)')
  assert.equal(found?.clause.register, '32022L2555')
  assert.equal(found?.clause.verified, false)
  assert.equal(mayWarnWithoutConsent(allRulebooks(), 'eu.enisa', at), null)
})

test('mayWarnWithoutConsent() asks the rule that names the authority first, and none outside its days', () => {
  const rules = rulebook({ withoutConsent: [forAll, { ...forAll, id: 'nco', recipient: 'jp.pm.nco', allowed: false }] })
  assert.equal(mayWarnWithoutConsent(rules, 'jp.pm.nco', at), null)
  assert.deepEqual(mayWarnWithoutConsent(rules, 'jp.minister.meti', at)?.text, text)
  const [first, last] = ['2026-09-30T15:00:00Z', '2027-03-31T15:00:00Z'].map((each) => Temporal.Instant.from(each))
  assert.ok(first !== undefined && last !== undefined)
  const isAllowed = (when: Temporal.Instant) => mayWarnWithoutConsent(rules, 'jp.minister.meti', when) !== null
  assert.deepEqual([first.subtract({ seconds: 1 }), first, last.subtract({ seconds: 1 }), last].map(isAllowed), [false, true, true, false])
})

test('sectorAgreement() is that of the own sector, the strictest of several, and none outside its days', () => {
  const rules = rulebook({ agreedBySector: [{ ...power, id: 'open', tlp: 'green', facts: ['techniques'] }, power] })
  assert.equal(sectorAgreement(rules, ['jp.espa.gas'], at), null)
  assert.deepEqual(sectorAgreement(rules, ['jp.espa.gas', 'jp.espa.electricity'], at)?.facts, ['indicators'])
  assert.equal(sectorAgreement(rules, ['jp.espa.electricity'], at.add({ hours: 24 * 365 })), null)
  assert.equal(sectorAgreement(allRulebooks(), ['jp.espa.electricity'], at), null)
})

test('checkRulebook() finds release rules that point nowhere, repeat themselves or answer twice', () => {
  const foreign = { ...clause, source: 'nowhere' }
  assert.deepEqual(codes({ withoutConsent: [forAll], agreedBySector: [power] }), [])
  assert.deepEqual(codes({ withoutConsent: [{ ...forAll, clause: foreign }] }), ['RULEBOOK_REFERENCE /release/withoutConsent/0/clause'])
  assert.deepEqual(codes({ withoutConsent: [{ ...forAll, recipient: 'jp.nobody' }] }), [
    'RULEBOOK_REFERENCE /release/withoutConsent/0/recipient',
  ])
  assert.deepEqual(codes({ agreedBySector: [{ ...power, sectors: ['jp.espa.nothing'] }] }), [
    'RULEBOOK_REFERENCE /release/agreedBySector/0/sectors',
  ])
  assert.deepEqual(codes({ withoutConsent: [{ ...forAll, validTo: '2026-10-01' }] }), ['RULEBOOK_VALIDITY /release/withoutConsent/0'])
  assert.deepEqual(codes({ withoutConsent: [forAll, { ...forAll, id: 'twice' }] }), ['RULEBOOK_VALIDITY /release/withoutConsent/1'])
  assert.deepEqual(codes({ withoutConsent: [forAll, forAll] }), ['RULEBOOK_REPEATED /withoutConsent'])
  assert.deepEqual(codes({ withoutConsent: [{ ...forAll, text: { ja: '規則', en: '規則' } }] }), [
    'TEXT_LANGUAGE /release/withoutConsent/0/text/en',
  ])
})
