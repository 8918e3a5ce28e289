import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { traitPriors, type TraitType } from './trait.ts'
import { weighLink, type PairOfIncidents, type SharedTrait } from './weigh-link.ts'

const types = Object.keys(traitPriors) as readonly TraitType[]

const sharedTrait = fc.record({
  key: fc.uuid(),
  type: fc.constantFrom(...types),
  weighs: fc.boolean(),
  background: fc.constant(5000),
  holders: fc.nat(5000),
  together: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  implies: fc.constant([]),
})

/** Pairs that share some traits, of which some follow from others. */
const pair: fc.Arbitrary<PairOfIncidents> = fc
  .record({
    shared: fc.uniqueArray(sharedTrait, { maxLength: 12, selector: ({ key }) => key }),
    follows: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 3 }),
    more: fc.tuple(fc.nat(40), fc.nat(40)),
    others: fc.nat(20_000),
  })
  .map(({ shared, follows, more, others }) => ({
    // Only later ones follow from earlier ones: nothing follows from itself.
    shared: shared.map((one, at) => ({
      ...one,
      implies: follows.flatMap(([from, to]) => (from === at && to > at ? [shared[to]?.key ?? ''] : [])),
    })),
    values: [shared.length + more[0], shared.length + more[1]],
    others,
  }))

function trait(type: TraitType, how: Partial<SharedTrait> = {}): SharedTrait {
  const key = how.key ?? crypto.randomUUID()
  return { key, type, weighs: true, holders: 0, background: 1000, together: key, implies: [], ...how }
}

function weigh(shared: readonly SharedTrait[], how: Partial<PairOfIncidents> = {}) {
  return weighLink({ shared, values: [shared.length, shared.length], others: 1000, ...how })
}

test('weighLink() does not depend on which of the two incidents comes first, nor on the order of what they share', () => {
  fc.assert(
    fc.property(pair, (one) => {
      const turned = { ...one, shared: one.shared.toReversed(), values: [one.values[1], one.values[0]] as const }
      const [left, right] = [weighLink(one), weighLink(turned)]
      assert.ok(Math.abs(left.bits - right.bits) < 1e-9)
      assert.equal(left.strength, right.strength)
    }),
  )
})

test('weighLink() adds nothing for a value that is known to be good, or that every second incident holds', () => {
  fc.assert(
    fc.property(pair, fc.constantFrom(...types), fc.boolean(), (one, type, isListed) => {
      const common = trait(type, isListed ? { weighs: false } : { holders: 5000, background: 5000 })
      const [left, right] = one.values
      const more = weighLink({ ...one, shared: [...one.shared, common], values: [left + 1, right + 1] })
      assert.ok(more.bits <= weighLink(one).bits + 1e-9)
      assert.equal(more.evidence.find(({ key }) => key === common.key)?.common, true)
    }),
  )
})

test('weighLink() never weighs more where more of the background holds a value', () => {
  fc.assert(
    fc.property(pair, fc.nat(11), fc.nat(5000), (one, at, more) => {
      const shared = one.shared.map((each, index) => (index === at ? { ...each, holders: Math.min(5000, each.holders + more) } : each))
      assert.ok(weighLink({ ...one, shared }).bits <= weighLink(one).bits + 1e-9)
    }),
  )
})

test('weighLink() never weighs less where two incidents share more', () => {
  fc.assert(
    fc.property(pair, fc.nat(11), (one, at) => {
      const shared = one.shared.map((each) => ({ ...each, implies: [] }))
      const without = shared.filter((_, index) => index !== at)
      assert.ok(weighLink({ ...one, shared: without }).bits <= weighLink({ ...one, shared }).bits + 1e-9)
    }),
  )
})

test('weighLink() is less sure where there are more incidents, or more values were compared', () => {
  fc.assert(
    fc.property(pair, fc.nat(5000), fc.nat(500), (one, others, values) => {
      const before = weighLink(one)
      assert.ok(weighLink({ ...one, others: one.others + others }).chance >= before.chance)
      assert.ok(weighLink({ ...one, values: [one.values[0] + values, one.values[1]] }).bits <= before.bits + 1e-9)
    }),
  )
})

test('weighLink() links by a digest alone, and not by how attackers work, however much of that is shared', () => {
  assert.equal(weigh([trait('sha256')]).strength, 'strong')
  const manners = [...Array.from({ length: 20 }, () => trait('technique')), trait('family'), trait('cve'), trait('extension')]
  assert.equal(weigh(manners).strength, null)
  assert.equal(weigh(manners, { others: 0 }).strength, null)
  const [alone, beside] = [weigh([trait('ipv4')]), weigh([trait('ipv4'), ...manners])]
  assert.ok(beside.bits <= alone.bits + 8 + 1e-9)
  const techniques = weigh([trait('ipv4'), ...manners.filter(({ type }) => type === 'technique')])
  assert.ok(techniques.bits <= alone.bits + 4 + 1e-9)
})

test('weighLink() counts what follows from a shared value not at all, and what always occurs together little', () => {
  const site = trait('site')
  const host = trait('domain', { implies: [site.key] })
  const values = [3, 3] as const
  assert.equal(weigh([host, site], { values }).bits, weigh([host], { values }).bits)
  const together = Array.from({ length: 40 }, () => trait('sha256', { together: 'one archive' }))
  assert.ok(weigh(together, { values: [40, 40] }).bits <= weigh(together.slice(0, 1), { values: [40, 40] }).bits + 5 + 1e-9)
})

test('weighLink() takes off that thousand values had thousand chances', () => {
  const one = [trait('domain', { background: 0 })]
  assert.equal(weigh(one, { values: [1, 1], others: 100 }).strength, 'strong')
  assert.equal(weigh(one, { values: [1000, 3], others: 100 }).strength, null)
})

test('weighLink() keeps the weight of a value that hundreds hold in one burst, and of none that shows up all year', () => {
  // The burst lies within thirty days of both: nobody of the background holds it.
  assert.equal(weigh([trait('domain', { holders: 0 })]).strength, 'strong')
  assert.equal(weigh([trait('domain', { holders: 300 })]).strength, null)
})
