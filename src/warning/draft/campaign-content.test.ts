import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoOperators } from '#operator/demo-operators.ts'
import { demoRegistry, released, testGate } from '../../../test/support/judging.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import type { WarningIndicator } from '../warning.ts'
import { campaignContent, type CampaignPart, type CampaignValues } from './campaign-content.ts'

const shared = { type: 'domain', value: 'update-check.bad-host.net' } as const
const alone = { type: 'domain', value: 'only-here.bad-host.net' } as const
const hidden = demoOperators.filter(({ id }) => demoRegistry.label(id, []) !== null)

function partOf(
  change: Partial<CampaignPart> = {},
  part: Parameters<typeof released>[0] = { 'inc.kind': 'ransomware', ioc: [shared, alone] },
): CampaignPart {
  return { content: released(part), terms: { tlp: 'green', pap: 'green' }, operatorId: null, isVisible: false, ...change }
}

function values(change: Partial<CampaignValues> = {}): CampaignValues {
  return { inCommon: new Set([prevalenceKey(shared)]), confirmed: new Set(), published: [], ...change }
}

function shown(indicators: readonly WarningIndicator[]): readonly (readonly string[])[] {
  return indicators.map(({ value, confidence, advice }) => [value, confidence, advice])
}

test('campaignContent() holds what two incidents share and nothing that one of them alone holds', () => {
  const content = campaignContent([partOf(), partOf()], values(), testGate)
  assert.deepEqual(shown(content.indicators), [[shared.value, 'unconfirmed', 'monitor']])
  assert.deepEqual([content.kind, content.confidence], ['ransomware', 'unconfirmed'])
})

test('campaignContent() confirms what two sources hold, and lets it be blocked where every marking allows that', () => {
  const confirmed = new Set([prevalenceKey(shared)])
  const open = campaignContent([partOf(), partOf()], values({ confirmed }), testGate)
  assert.deepEqual([shown(open.indicators), open.confidence], [[[shared.value, 'confirmed', 'block']], 'confirmed'])
  const strict = campaignContent([partOf(), partOf({ terms: { tlp: 'green', pap: 'amber' } })], values({ confirmed }), testGate)
  assert.deepEqual(shown(strict.indicators), [[shared.value, 'confirmed', 'monitor']])
})

test('campaignContent() is confirmed as a whole where any of its values is, and each value says for itself how sure it is', () => {
  const inCommon = new Set([shared, alone].map(prevalenceKey))
  const content = campaignContent([partOf(), partOf()], values({ inCommon, confirmed: new Set([prevalenceKey(shared)]) }), testGate)
  assert.equal(content.confidence, 'confirmed')
  assert.deepEqual(shown(content.indicators), [
    [alone.value, 'unconfirmed', 'monitor'],
    [shared.value, 'confirmed', 'block'],
  ])
})

test('campaignContent() is marked as strictly as the strictest of its reports and of what they share already', () => {
  const published = partOf().content.indicators.map((one) => ({ ...one, tlp: 'amber' as const }))
  const marked = campaignContent([partOf(), partOf({ terms: { tlp: 'green', pap: 'red' } })], values({ published }), testGate)
  assert.deepEqual([marked.tlp, marked.pap], ['amber', 'red'])
})

test('campaignContent() takes up what a warning of its reports shares already', () => {
  const published = partOf().content.indicators.map((one) => ({ ...one, tlp: 'green' as const }))
  const content = campaignContent([partOf()], values({ published, inCommon: new Set() }), testGate)
  assert.deepEqual(
    content.indicators.map(({ value }) => value),
    [alone.value, shared.value],
  )
  const before = new Set(published.map(({ id }) => id))
  assert.ok(content.indicators.every(({ id }) => !before.has(id)))
})

test('campaignContent() names groups of sectors only where each of them hides the victim in it', () => {
  const [one, other] = [hidden[0], hidden.find(({ id }) => demoRegistry.label(id, []) !== demoRegistry.label(hidden[0]?.id ?? '', []))]
  assert.ok(one !== undefined && other !== undefined)
  const both = [partOf({ operatorId: one.id }), partOf({ operatorId: other.id })]
  const labels = [one, other].map(({ id }) => demoRegistry.label(id, []) ?? '').toSorted()
  assert.deepEqual(campaignContent(both, values(), testGate).sectorGroups, labels)
  assert.deepEqual(campaignContent([...both, partOf()], values(), testGate).sectorGroups, [])
  assert.deepEqual(campaignContent([...both, partOf({ operatorId: one.id, isVisible: true })], values(), testGate).sectorGroups, [])
})

test('campaignContent() names products of several reports only as long as they may be named together', () => {
  const products = demoOperators.flatMap((operator) => operator.products ?? [])
  const nameable = [...new Set(products)].filter((name) => demoRegistry.nameable([name]).length === 1)
  const pair = nameable.flatMap((one) =>
    nameable.filter((other) => other !== one && demoRegistry.nameable([one, other]).length < 2).map((other) => [one, other] as const),
  )[0]
  assert.ok(pair !== undefined, 'no two products of the fictional country point at few operators together')
  const parts = pair.map((product, index) => {
    const content = { ...partOf().content, products: [{ name: product, version: null }], cve: [`CVE-2024-1000${index}`] }
    return partOf({ content })
  })
  const content = campaignContent(parts, values(), testGate)
  assert.deepEqual([content.products.map(({ name }) => name), content.cve], [[pair[0]], ['CVE-2024-10000']])
})
