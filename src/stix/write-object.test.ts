import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stixSchemaProblems } from '../../test/support/stix-schemas.ts'
import type { StixBundle } from './stix-object.ts'
import { isStixBundle, readStixBundle } from './read-bundle.ts'
import { StixError } from './stix-error.ts'
import { tlpLevels, tlpMarking } from './tlp-marking.ts'
import {
  stixAttackPattern,
  stixBundle,
  stixIndicator,
  stixRelationship,
  stixReport,
  stixVulnerability,
  type StixOrigin,
} from './write-object.ts'

const createdAt = Temporal.Instant.from('2026-10-05T01:02:03Z')
const problems = stixSchemaProblems()
const schemas = problems === null ? { skip: 'the JSON Schemas of STIX 2.1 are absent' } : {}

function origin(last: number, more: Partial<StixOrigin> = {}): StixOrigin {
  return { uuid: `6f1c9a7e-2b0d-4c55-9d3b-${String(last).padStart(12, '0')}`, createdAt, tlp: 'amber+strict', ...more }
}

function everyKind(): StixBundle {
  const indicator = stixIndicator(origin(1, { confidence: 30, labels: ['monitor'], revoked: false, lang: 'ja' }), {
    pattern: "[domain-name:value = 'c2.example']",
    validFrom: createdAt,
    validUntil: createdAt.add({ hours: 24 }),
    types: ['malicious-activity'],
    name: '通信先',
    description: 'Seen once',
  })
  const technique = stixAttackPattern(origin(2), 'T1583.001')
  const vulnerability = stixVulnerability(
    origin(3, { references: [{ source_name: 'vendor', url: 'https://vendor.example/1' }] }),
    'CVE-2023-5631',
  )
  const relationship = stixRelationship(origin(4), { source: indicator.id, type: 'indicates', target: technique.id })
  const report = stixReport(origin(5, { modifiedAt: createdAt.add({ seconds: 1 }), tlp: 'clear' }), {
    name: 'Warning',
    publishedAt: createdAt,
    objects: [indicator.id, technique.id, vulnerability.id, relationship.id],
    types: ['threat-report'],
  })
  return stixBundle('0f8fad5b-d9cb-469f-a165-70867728950e', [indicator, technique, vulnerability, relationship, report])
}

test('stixBundle() and every object in it are valid by the published schemas', schemas, () => {
  const bundle = everyKind()
  for (const object of [bundle, ...bundle.objects]) assert.deepEqual(problems?.(object), [], object.type)
})

test('the published schemas find fault with a spoilt object', schemas, () => {
  const [, , indicator] = everyKind().objects
  assert.ok(indicator)
  assert.notDeepEqual(problems?.(Object.assign(indicator, { created: 'yesterday' })), [])
})

test('tlpMarking() is valid by the published schemas at every level', schemas, () => {
  for (const level of tlpLevels) assert.deepEqual(problems?.(tlpMarking(level)), [], level)
})

test('stixBundle() carries each marking definition once, and no identity', () => {
  const types = everyKind().objects.map((object) => object.type)
  assert.deepEqual(types, [
    'marking-definition',
    'marking-definition',
    'indicator',
    'attack-pattern',
    'vulnerability',
    'relationship',
    'report',
  ])
  assert.ok(!JSON.stringify(everyKind()).includes('created_by_ref'))
})

test('readStixBundle() reads what stixBundle() wrote', () => {
  const bundle = everyKind()
  assert.ok(isStixBundle(bundle))
  assert.deepEqual(
    readStixBundle(bundle).objects.map((object) => object.properties),
    bundle.objects,
  )
})

test('timestamps are in UTC with three digits of a second', () => {
  const [, , indicator] = everyKind().objects
  assert.equal(indicator?.created, '2026-10-05T01:02:03.000Z')
})

test('the constructors refuse what no valid object can hold', () => {
  const pattern = "[domain-name:value = 'c2.example']"
  const refused = [
    () => stixIndicator(origin(1), { pattern, validFrom: createdAt, validUntil: createdAt }),
    () => stixIndicator({ ...origin(1), uuid: 'not-a-uuid' }, { pattern, validFrom: createdAt }),
    () => stixIndicator(origin(1, { confidence: 101 }), { pattern, validFrom: createdAt }),
    () => stixAttackPattern(origin(1), 'Phishing'),
    () => stixVulnerability(origin(1), 'JVNDB-2024-000001'),
    () => stixVulnerability(origin(1), 'CVE-2024-01234567'),
    () => stixReport(origin(1), { name: 'x', publishedAt: createdAt, objects: [] }),
    () => stixBundle('0f8fad5b-d9cb-469f-a165-70867728950e', []),
  ]
  for (const make of refused)
    assert.throws(make, (error) => error instanceof StixError && error.code === 'STIX_OBJECT_INVALID', String(make))
  assert.throws(
    () => stixIndicator(origin(1), { pattern: '[domain-name:value = ]', validFrom: createdAt }),
    (error) => error instanceof StixError && error.code === 'STIX_PATTERN_SYNTAX',
  )
})
