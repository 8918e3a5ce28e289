import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { demoOperators } from '#operator/demo-operators.ts'
import type { OperatorTraits } from '#operator/operator-traits.ts'
import { agreed, demoRegistry, judged, released } from '../../../test/support/judging.ts'
import { explainAnonymity, guessableOperators } from './explain-anonymity.ts'
import { anonymityStepText, anonymityVerdictText } from './anonymity-text.ts'
import { AnonymityRegistry, hides, leastOperators } from './k-anonymity.ts'

const groups = [
  { code: 'x.group.a', sectors: ['x.a', 'x.b'] },
  { code: 'x.group.c', sectors: ['x.c', 'x.d'] },
]

function operators(count: number, sectors: readonly string[], products: readonly string[] | null = null): OperatorTraits[] {
  return Array.from({ length: count }, (_, index) => ({
    operatorId: `${sectors.join('+')}-${products?.join('+') ?? ''}-${index}`,
    sectors: [sectors[index % sectors.length] ?? ''],
    products,
  }))
}

test('a group is named where ten operators of two sectors are in it, and not below', () => {
  const label = (count: number, sectors: readonly string[]): string | null => {
    const all = [...operators(count, sectors), ...operators(20, ['x.c', 'x.d'])]
    return new AnonymityRegistry(all, groups).label(all[0]?.operatorId ?? '', [])
  }
  assert.equal(label(10, ['x.a', 'x.b']), 'x.group.a')
  assert.equal(label(9, ['x.a', 'x.b']), null)
  assert.equal(label(40, ['x.a']), null)
})

test('no group is named where leaving the others unnamed would point at the few in them', () => {
  const all = [...operators(30, ['x.a', 'x.b']), ...operators(3, ['x.c', 'x.d'])]
  const registry = new AnonymityRegistry(all, groups)
  assert.deepEqual([...new Set(all.map(({ operatorId }) => registry.label(operatorId, [])))], [null])
})

test('products are named together only where enough operators use them all; the rarest goes first', () => {
  const all = [...operators(12, ['x.a', 'x.b'], ['p', 'q']), ...operators(12, ['x.c', 'x.d'], ['p', 'r']), ...operators(3, ['x.a'], ['s'])]
  const registry = new AnonymityRegistry(all, groups)
  assert.deepEqual(registry.nameable(['p', 'q']), ['p', 'q'])
  assert.equal(registry.nameable(['p', 'q', 'r']).length, 2)
  assert.deepEqual(registry.nameable(['p', 's']), ['p'])
  assert.deepEqual(registry.nameable(['s']), [])
  assert.deepEqual(new AnonymityRegistry(operators(12, ['x.a', 'x.b']), groups).nameable(['s']), ['s'])
})

test('where outsiders see who is down, only products are named that half of all operators use', () => {
  const all = [...operators(12, ['x.a', 'x.b'], ['p', 'q']), ...operators(12, ['x.c', 'x.d'], ['p', 'r']), ...operators(3, ['x.a'], ['s'])]
  const registry = new AnonymityRegistry(all, groups)
  assert.deepEqual(registry.nameable(['p', 'q'], true), ['p'])
  assert.deepEqual(registry.nameable(['q'], true), [])
})

test('whatever a warning names, and does not name, at least ten operators of two sectors would have led to the same', () => {
  const product = fc.constantFrom('p', 'q', 'r', 's')
  const operator = fc.record({
    sectors: fc.subarray(['x.a', 'x.b', 'x.c', 'x.d', 'x.e'], { minLength: 1, maxLength: 2 }),
    products: fc.option(fc.uniqueArray(product)),
  })
  fc.assert(
    fc.property(fc.array(operator, { minLength: 1, maxLength: 60 }), fc.uniqueArray(product), (rows, written) => {
      const all = rows.map((one, index) => ({ ...one, operatorId: String(index) }))
      const registry = new AnonymityRegistry(all, groups)
      const products = registry.nameable(written)
      const may = new Set(registry.fitting({ group: null, products }))
      const labels = new Map([...may].map((id) => [id, registry.label(id, products)]))
      for (const [, named] of labels) {
        const same = [...labels].filter(([, label]) => label === named).map(([id]) => all[Number(id)])
        const sectors = new Set(same.flatMap((one) => one?.sectors ?? []))
        const everybody = same.length === may.size
        assert.ok(everybody || hides({ operators: same.length, sectors: sectors.size }), JSON.stringify({ named, same, products }))
      }
    }),
  )
})

test('judge() names the group of the victim where that hides it, and widens it with a finding where it does not', () => {
  const part = { 'inc.kind': 'other', 'tec.ttp': ['T1190'] }
  for (const { id } of demoOperators) {
    const content = released(part, agreed, { operatorId: id })
    assert.ok(content.sectorGroups.length === 0 || explainAnonymity(content, demoRegistry).left.operators >= leastOperators)
  }
  const power = demoOperators.find(({ sectors }) => sectors.includes('jp.espa.electricity'))?.id ?? ''
  assert.deepEqual(released(part, agreed, { operatorId: power }).sectorGroups, ['jp.group.energy-water'])
  const visible = judged(part, { ...agreed, 'svc.effect': ['availability-total'] }, { operatorId: power })
  assert.ok(visible.verdict === 'release')
  assert.deepEqual([visible.content.sectorGroups, visible.reasons.map(({ code }) => code)], [[], ['label-widened']])
})

test('judge() leaves a product out that few operators use, and the weakness that tells which it is', () => {
  const judgement = judged(
    {
      'inc.kind': 'other',
      'tec.ttp': ['T1190'],
      'tec.vuln': [
        { cve: 'CVE-2023-34362', product: 'MOVEit Transfer', version: '2023.0.1' },
        { cve: 'CVE-2024-21762', product: 'FortiOS' },
      ],
      'chain.product': ['Zyxel ZLD'],
    },
    agreed,
    { operatorId: demoOperators[0]?.id ?? '' },
  )
  assert.ok(judgement.verdict === 'release')
  assert.deepEqual(judgement.content.products, [{ name: 'Fortinet FortiOS', version: null }])
  assert.deepEqual(judgement.content.cve, ['CVE-2024-21762'])
  const rare = judgement.reasons.find(({ code }) => code === 'product-too-rare')
  assert.deepEqual(rare?.pointers, ['/tec.vuln/0', '/chain.product'])
})

test('explainAnonymity() tells step by step how many operators are left, and names none', () => {
  const content = { sectorGroups: ['jp.group.finance'], products: [{ name: 'Fortinet FortiOS', version: '7.2' }] }
  const explanation = explainAnonymity(content, demoRegistry)
  assert.deepEqual(
    explanation.steps.map(({ says, what }) => [says, what]),
    [
      ['nothing', null],
      ['product', 'Fortinet FortiOS'],
      ['group', 'jp.group.finance'],
    ],
  )
  const counts = explanation.steps.map(({ left }) => left.operators)
  assert.equal(counts[0], demoOperators.length)
  assert.deepEqual(
    counts,
    counts.toSorted((one, other) => other - one),
  )
  assert.equal(guessableOperators(content, demoRegistry).length, explanation.left.operators)
  const words = [...explanation.steps.map((one) => anonymityStepText(one, { ja: '甲', en: 'A' })), anonymityVerdictText(explanation)]
  for (const { id, names } of demoOperators)
    assert.ok(!JSON.stringify([explanation, words]).includes(id) && !JSON.stringify(words).includes(names.ja))
})
