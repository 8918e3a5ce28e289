import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { demoOperators } from '#operator/demo-operators.ts'
import { demoRegistry, released, testGate } from '../../../test/support/judging.ts'
import { hides } from '../gate/k-anonymity.ts'
import { campaignContent, type CampaignPart } from './campaign-content.ts'

const content = released({ 'inc.kind': 'ransomware', 'tec.ttp': ['T1486'] })
const catalogue = [...new Set(demoOperators.flatMap(({ products }) => products ?? []))]

const partArbitrary = fc
  .record({
    operator: fc.constantFrom(...demoOperators),
    products: fc.uniqueArray(fc.constantFrom(...catalogue), { maxLength: 3 }),
    isVisible: fc.boolean(),
    isKnown: fc.boolean(),
  })
  .map(({ operator, products, isVisible, isKnown }): CampaignPart => {
    // What the gate makes of one report names what may be named together.
    const names = demoRegistry.nameable(products, isVisible)
    return {
      content: { ...content, products: names.map((name) => ({ name, version: null })) },
      terms: { tlp: 'green', pap: 'green' },
      operatorId: isKnown ? operator.id : null,
      isVisible,
    }
  })

test('whatever reports a warning about a campaign rests on, ten operators of two sectors fit each group and all products that it names', () => {
  let named = 0
  fc.assert(
    fc.property(fc.array(partArbitrary, { minLength: 1, maxLength: 6 }), (parts) => {
      const values = { inCommon: new Set<string>(), confirmed: new Set<string>(), published: [] }
      const { products, sectorGroups } = campaignContent(parts, values, testGate)
      const names = products.map(({ name }) => name)
      const isVisible = parts.some((part) => part.isVisible)
      assert.deepEqual(demoRegistry.nameable(names, isVisible).toSorted(), names.toSorted())
      for (const group of sectorGroups) assert.ok(hides(demoRegistry.setOf({ group, products: names })), group)
      if (isVisible || parts.some(({ operatorId }) => operatorId === null)) assert.deepEqual(sectorGroups, [])
      named += sectorGroups.length
    }),
    { numRuns: 500 },
  )
  assert.ok(named > 0, 'no group was ever named')
})
