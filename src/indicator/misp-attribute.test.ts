import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mispAttribute, mispEventFrame } from '#misp/write-event.ts'
import { parseJson } from '#base/parse-json.ts'
import { indicatorsOf } from '../../test/support/indicator-arbitrary.ts'
import { indicatorRoles, indicatorTypes, type IndicatorRole, type IndicatorType } from './indicator.ts'
import { mispKindOf } from './misp-attribute.ts'
import { readMispDocument } from './misp-reading.ts'

const at = Temporal.Instant.from('2026-11-22T09:00:00Z')
const uuid = '2f1e9a6e-6f0a-4c6e-9a5e-0d4f5a7b8c9d'
const addresses: readonly IndicatorType[] = ['ipv4', 'ipv6', 'ipv4-range', 'ipv6-range']

/** Which roles MISP can tell of an indicator of this type; a STIX pattern names none. */
function roleThatStays(type: IndicatorType, value: string, role: IndicatorRole | null): boolean {
  if (role === null || value.includes('-')) return false
  if (role === 'source') return addresses.includes(type)
  if (role === 'delivery') return addresses.includes(type) || type === 'domain' || type === 'url'
  return role === 'sender' && type === 'email'
}

test('an indicator written as a MISP attribute is read back as the same one, with its role where MISP can tell it', () => {
  const any = fc.constantFrom(...indicatorTypes).chain((type) => indicatorsOf(type))
  const roles = fc.constantFrom(null, ...indicatorRoles.filter((role) => role !== 'target' && role !== 'recipient'))
  fc.assert(
    fc.property(any, roles, fc.boolean(), (indicator, role, toIds) => {
      const { before, after } = mispEventFrame(
        { uuid, info: 'x', date: '2026-11-22', threatLevel: 4, changedAt: at, organisation: { name: 'x', uuid }, tags: [] },
        [],
      )
      const attribute = mispAttribute({ uuid, ...mispKindOf(indicator, role), toIds, deleted: false, changedAt: at, comment: '' })
      const text = Buffer.from(before + JSON.stringify(attribute) + after)
      const { indicators, refused } = readMispDocument(parseJson(text, { maxBytes: 1_000_000, maxDepth: 20, maxKeys: 1_000 }))
      assert.deepEqual(refused, [])
      assert.equal(indicators.length, 1)
      const [read] = indicators
      assert.deepEqual([read?.type, read?.value, read?.forDetection], [indicator.type, indicator.value, toIds])
      if (roleThatStays(indicator.type, indicator.value, role)) assert.equal(read?.role, role)
    }),
    { numRuns: 2_000 },
  )
})
