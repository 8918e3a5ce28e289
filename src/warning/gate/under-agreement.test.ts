import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { factKinds } from '#rulebook/release-rules-schema.ts'
import { codes, judged } from '../../../test/support/judging.ts'
import type { Agreed } from './under-agreement.ts'

const shareable: JsonObject = {
  'inc.kind': 'ransomware',
  'ast.type': ['ot'],
  'tec.ttp': ['T1486'],
  'tec.vuln': [{ cve: 'CVE-2024-21762', product: 'FortiOS' }],
  ioc: [{ type: 'domain', value: 'update-check.attacker.test', role: 'destination' }],
}
const silent: JsonObject = { 'inc.certainty': 'confirmed' }
const everything: Agreed = { facts: factKinds, tlp: 'green' }

test('an agreement counts where the report says nothing on consent, with the marking that was agreed', () => {
  for (const handling of [silent, { ...silent, 'share.consent': 'unknown', 'share.tlp': 'unknown' }]) {
    assert.equal(judged(shareable, handling).verdict, 'hold')
    const judgement = judged(shareable, handling, { agreed: everything })
    assert.equal(judgement.verdict, 'release', JSON.stringify(judgement.reasons))
    assert.equal(judgement.content?.tlp, 'green')
  }
})

test('an agreement never counts over a no, an embargo, TLP:RED or what names an operator', () => {
  const refusals: readonly (readonly [JsonObject, string])[] = [
    [{ 'share.consent': 'no' }, 'consent-refused'],
    [{ 'share.embargo_until': '2030-01-01T00:00:00Z' }, 'embargo'],
    [{ 'share.embargo_until': 'unknown' }, 'embargo'],
    [{ 'share.tlp': 'red' }, 'marking-red'],
  ]
  for (const [terms, code] of refusals) {
    const judgement = judged(shareable, { ...silent, ...terms }, { agreed: everything })
    assert.equal(judgement.verdict, 'hold')
    assert.ok(
      codes(judgement).some((found) => found === code),
      code,
    )
  }
})

test('an agreement leaves out what it does not cover, and says so', () => {
  const judgement = judged(shareable, silent, { agreed: { facts: ['techniques'], tlp: 'amber' } })
  assert.ok(judgement.verdict === 'release')
  const { content } = judgement
  assert.deepEqual([content.kind, content.techniques, content.indicators, content.cve, content.products], ['other', ['T1486'], [], [], []])
  assert.deepEqual(content.happening.slots.systems, [])
  const left = judgement.reasons.find(({ code }) => code === 'not-agreed')
  assert.deepEqual(left?.pointers.toSorted(), ['/ast.type', '/inc.kind', '/ioc', '/tec.vuln'])
})

test('of the marking of the report and the one agreed, the stricter counts', () => {
  const tlpOf = (stated: string, agreed: Agreed['tlp']) => {
    const judgement = judged(shareable, { ...silent, 'share.tlp': stated }, { agreed: { ...everything, tlp: agreed } })
    return judgement.verdict === 'release' ? judgement.content.tlp : judgement.verdict
  }
  assert.equal(tlpOf('clear', 'amber'), 'amber')
  assert.equal(tlpOf('amber', 'clear'), 'amber')
  assert.equal(tlpOf('amber+strict', 'green'), 'amber+strict')
  assert.equal(tlpOf('red', 'clear'), 'hold')
})

test('where the report itself agrees, the agreement limits nothing', () => {
  const agreed: Agreed = { facts: ['techniques'], tlp: 'amber+strict' }
  const own = { ...silent, 'share.consent': 'yes', 'share.tlp': 'green' }
  assert.deepEqual(codes(judged(shareable, own, { agreed })), codes(judged(shareable, own)))
})
