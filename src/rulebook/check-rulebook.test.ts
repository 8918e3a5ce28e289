import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRulebooks, rulebookFiles } from './all-rulebooks.ts'
import { checkRulebook } from './check-rulebook.ts'
import dora from './eu/dora-article-19.json' with { type: 'json' }
import euHead from './eu/rulebook.json' with { type: 'json' }
import soci from './au/soci-part-2b.json' with { type: 'json' }
import auHead from './au/rulebook.json' with { type: 'json' }
import type { RulebookFiles } from './load-rulebook.ts'
import type { RulebookFinding } from './rulebook-finding.ts'

for (const files of rulebookFiles) {
  const name = (files.head as { id: string }).id
  test(`checkRulebook() finds no fault in ${name}/, and every worked example of its laws holds`, () => {
    const { findings, examples } = checkRulebook(files)
    assert.deepEqual(findings, [])
    assert.ok(examples >= 2 * Object.keys(files.laws).length)
  })
}

test('the rulebooks state at least 25 duties in at least 12 jurisdictions, and mark what is no law in force', () => {
  const laws = allRulebooks().flatMap((rulebook) => rulebook.laws)
  const duties = new Set(laws.filter(({ data }) => data.nature === 'duty').map(({ data }) => `${data.id} ${data.status}`))
  assert.ok(duties.size >= 25, String(duties.size))
  assert.ok(new Set(laws.map(({ data }) => data.jurisdiction)).size >= 12)
  const idsOf = (status: string) => laws.filter(({ data }) => data.status === status).map(({ data }) => data.id)
  assert.deepEqual(idsOf('repealed'), ['jp.plan2022.sharing'])
  assert.deepEqual(idsOf('proposed').toSorted(), ['eu.gdpr.art33', 'uk.csrb.notification', 'us.circia.incident', 'us.circia.ransom'])
})

const eu = (law: unknown): RulebookFiles => ({ head: euHead, sectors: null, laws: { 'law.json': law } })
const au = (law: unknown): RulebookFiles => ({ head: auHead, sectors: null, laws: { 'law.json': law } })

function found(files: RulebookFiles): string[] {
  return checkRulebook(files).findings.map(({ code, pointer }: RulebookFinding) => `${code} ${pointer}`)
}

const [major] = dora.trigger
const [initial, detailed, final] = dora.stages

test('checkRulebook() names a rule that no facts fulfil, one that all do, and a duty whose rules exclude each other', () => {
  const never = { ...major, if: 'cls.major = "yes" and cls.major = "no"' }
  assert.ok(found(eu({ ...dora, trigger: [never] })).includes('RULE_NEVER_HOLDS /trigger/0/if'))
  const always = { ...major, id: 'always', if: 'cls.major in ["yes", "no"]' }
  assert.deepEqual(found(eu({ ...dora, trigger: [major, always] })), ['RULE_ALWAYS_HOLDS /trigger/1/if'])
  const other = { ...major, id: 'other', if: 'cls.major = "no"' }
  assert.ok(found(eu({ ...dora, trigger: [major, other] })).includes('DUTY_NEVER_DUE /trigger'))
  const thresholds = { ...major, if: 'imp.users > 1000 and imp.users < 500' }
  assert.ok(found(eu({ ...dora, trigger: [thresholds] })).includes('RULE_NEVER_HOLDS /trigger/0/if'))
})

test('checkRulebook() names lanes and stages that are never reached, and clocks that can never start', () => {
  const [significant, relevant] = soci.lanes
  const shadowed = [significant, { ...significant, id: 'shadowed' }, relevant]
  assert.deepEqual(found(au({ ...soci, lanes: shadowed })), ['LANE_NEVER_REACHED /lanes/1'])
  assert.deepEqual(found(au({ ...soci, lanes: [relevant, significant] })), ['RULEBOOK_STAGE /lanes/0'])
  const conditional = { ...final, if: 'cls.major = "no"' }
  assert.ok(found(eu({ ...dora, stages: [initial, detailed, conditional] })).includes('STAGE_NEVER_STARTS /stages/2/if'))
  assert.deepEqual(found(eu({ ...dora, stages: [detailed, initial, final] })), ['RULEBOOK_STAGE /stages/0/from'])
  assert.deepEqual(found(eu({ ...dora, stages: [{ ...initial, limit: undefined }] })), ['RULEBOOK_STAGE /stages/0'])
  const strangeLane = [{ ...soci.stages[0], byLane: [{ lane: 'severe', limit: { unit: 'hours', amount: 1 } }] }]
  assert.deepEqual(found(au({ ...soci, stages: strangeLane })), ['RULEBOOK_STAGE /stages/0/byLane'])
})

test('checkRulebook() names a gap between versions, an overlap, and law in force that just ends', () => {
  const versions = (end: string, begin: string): RulebookFiles => ({
    head: euHead,
    sectors: null,
    laws: { 'old.json': { ...dora, validTo: end }, 'new.json': { ...dora, validFrom: begin } },
  })
  assert.deepEqual(found(versions('2026-01-01', '2026-01-01')), [])
  assert.deepEqual(found(versions('2026-01-01', '2026-01-02')), ['VALIDITY_GAP /validTo'])
  assert.deepEqual(found(versions('2026-01-02', '2026-01-01')), ['RULEBOOK_VALIDITY /validFrom'])
  assert.deepEqual(found(eu({ ...dora, validTo: '2027-01-01' })), ['VALIDITY_GAP /validTo'])
  assert.deepEqual(found(eu({ ...dora, status: 'repealed' })), ['VALIDITY_GAP /validTo'])
  assert.deepEqual(found(eu({ ...dora, validFrom: null })), ['RULEBOOK_VALIDITY /validFrom'])
})

test('checkRulebook() names worked examples that do not hold, with what the law gives', () => {
  const [first, ...others] = dora.examples
  assert.ok(first)
  const wrong = { ...first, expect: { ...first.expect, dueAt: { ...first.expect.dueAt, initial: '2026-11-23T15:00:00Z' } } }
  const { findings } = checkRulebook(eu({ ...dora, examples: [wrong, ...others] }))
  assert.deepEqual(
    findings.map(({ code, pointer, message }) => [code, pointer, message.replace(/^.*” /u, '')]),
    [['EXAMPLE_WRONG', '/examples/0/expect/dueAt/initial', 'expects 2026-11-23T15:00:00Z, the law gives 2026-11-23T14:00:00Z']],
  )
  const unreadable = { ...first, facts: { ...first.facts, 't.aware': 'yesterday' } }
  assert.ok(found(eu({ ...dora, examples: [unreadable, ...others] })).includes('EXAMPLE_WRONG /examples/0/facts/t.aware'))
  const misspelt = { ...first, facts: { 't.awre': '2026-11-23T09:00+01:00' } }
  assert.deepEqual(found(eu({ ...dora, examples: [misspelt, ...others] })), ['FACT_UNKNOWN /examples/0/facts/t.awre'])
  assert.deepEqual(found(eu({ ...dora, examples: [first] })), ['EXAMPLE_MISSING /examples'])
})

test('checkRulebook() names every file that does not load, and a text in the wrong language', () => {
  const files = { ...eu(dora), laws: { 'a.json': { ...dora, id: 'EU' }, 'b.json': { ...dora, judgedAt: 'now' }, 'c.json': dora } }
  assert.deepEqual(
    checkRulebook(files).findings.map(({ code, file, pointer }) => [code, file, pointer]),
    [
      ['RULEBOOK_SHAPE', 'a.json', '/id'],
      ['RULEBOOK_REFERENCE', 'b.json', '/judgedAt'],
    ],
  )
  assert.deepEqual(found(eu({ ...dora, title: { ja: '報告', en: '報告' } })), ['TEXT_LANGUAGE /title/en'])
})
