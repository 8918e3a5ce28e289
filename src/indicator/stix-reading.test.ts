import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#base/bytes.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { stixAttackPattern, stixBundle, stixIndicator, stixVulnerability, type StixOrigin } from '#stix/write-object.ts'
import { indicatorsOf } from '../../test/support/indicator-arbitrary.ts'
import { sharedData } from '../../test/support/shared-data.ts'
import { indicatorTypes, isObservable, type Indicator } from './indicator.ts'
import { readIndicators } from './read-indicators.ts'
import { stixPattern } from './stix-pattern.ts'
import { readStixDocument } from './stix-reading.ts'
import type { IndicatorReading } from './reading.ts'

const stamp = '2026-10-01T00:00:00.000Z'

function object(type: string, properties: Record<string, JsonValue>, last = 1): Record<string, JsonValue> & { type: string } {
  return {
    type,
    spec_version: '2.1',
    id: `${type}--6f1c9a7e-2b0d-4c55-9d3b-${String(last).padStart(12, '0')}`,
    created: stamp,
    modified: stamp,
    ...properties,
  }
}

function read(...objects: (Record<string, JsonValue> & { type: string })[]): IndicatorReading {
  return readStixDocument({
    type: 'bundle',
    id: 'bundle--1',
    objects: objects.map((item, index) => ({ ...item, id: `${item.type}--${index}` })),
  })
}

function found(reading: IndicatorReading): string[] {
  return reading.indicators.map(({ type, value, role }) => [role, type, value].filter((part) => part !== undefined).join(' '))
}

test('readStixDocument() reads patterns with their certainty, and counts patterns of other languages', () => {
  const reading = read(
    object('indicator', { pattern: "[domain-name:value = 'c2.example']", pattern_type: 'stix', confidence: 85 }),
    object('indicator', { pattern: "[ipv4-addr:value = '192.0.2.1']", confidence: 29 }),
    object('indicator', { pattern: 'title: x', pattern_type: 'sigma' }),
    object('indicator', { pattern_type: 'stix' }),
    object('indicator', { pattern: "[url:value = 'http://old.example/']", revoked: true }),
  )
  assert.deepEqual(reading.indicators, [
    { type: 'domain', value: 'c2.example', forDetection: true, confidence: 'high', where: '/objects/0/pattern' },
    { type: 'ipv4', value: '192.0.2.1', forDetection: true, confidence: 'low', where: '/objects/1/pattern' },
  ])
  assert.deepEqual(
    reading.refused.map(({ reason, where }) => [reason, where]),
    [['OBJECT_MALFORMED', '/objects/3/pattern']],
  )
  assert.deepEqual(reading.counts.notIndicators, { 'pattern sigma': 1, revoked: 1 })
})

test('readStixDocument() reads observables, with hashes, names and directories of files', () => {
  const directory = object('directory', { path: 'C:\\Temp' })
  const reading = read(
    object('ipv4-addr', { value: '192.0.2.0/24' }),
    object('domain-name', { value: 'c2.example' }),
    object('file', {
      name: 'a.exe',
      hashes: { MD5: 'D41D8CD98F00B204E9800998ECF8427E', 'SHA-512': 'x', 'SHA-1': 1 },
      parent_directory_ref: 'directory--3',
    }),
    directory,
    object('file', { size: 3 }),
    object('email-addr', {}),
    object('mutex', { name: 'x' }),
  )
  assert.deepEqual(found(reading), [
    'ipv4-range 192.0.2.0/24',
    'domain c2.example',
    'payload md5 d41d8cd98f00b204e9800998ecf8427e',
    'payload file-name C:\\Temp\\a.exe',
  ])
  assert.deepEqual(
    reading.refused.map(({ reason, where }) => [reason, where]),
    [
      ['VALUE_MISSING', '/objects/2/hashes/SHA-1'],
      ['VALUE_MISSING', '/objects/5'],
    ],
  )
  assert.deepEqual(reading.counts.notIndicators, { 'file:hashes.SHA-512': 1, directory: 1, file: 1, mutex: 1 })
})

test('readStixDocument() reads the observables inside of an observation of STIX 2.0', () => {
  const objects = {
    '0': { type: 'file', name: 'a.exe', parent_directory_ref: '1' },
    '1': { type: 'directory', path: '/tmp' },
    '2': { type: 'url', value: 'http://c2.example/' },
    '3': 'x',
  }
  const reading = readStixDocument({
    type: 'bundle',
    spec_version: '2.0',
    objects: [object('observed-data', { objects }), object('observed-data', {}, 2)],
  })
  assert.deepEqual(found(reading), ['payload file-name /tmp/a.exe', 'url http://c2.example/'])
  assert.deepEqual(
    reading.refused.map(({ reason, where }) => [reason, where]),
    [['OBJECT_MALFORMED', '/objects/0/objects/3']],
  )
  assert.deepEqual(reading.counts.notIndicators, { directory: 1, 'observed-data': 1 })
})

test('readStixDocument() reads techniques and CVE ids from their references', () => {
  const reading = read(
    object('attack-pattern', {
      name: 'Phishing',
      external_references: [
        { source_name: 'capec', external_id: 'CAPEC-98' },
        { source_name: 'mitre-attack', external_id: 'T1566.001' },
      ],
    }),
    object('attack-pattern', { name: 'Unnumbered', external_references: [null, { source_name: 'mitre-attack' }] }),
    object('vulnerability', { name: 'Roundcube', external_references: [{ source_name: 'cve', external_id: 'CVE-2023-5631' }] }),
    object('vulnerability', { name: 'cve-2024-12345' }),
    object('vulnerability', { name: 'Some weakness' }),
  )
  assert.deepEqual(reading.techniques, ['T1566.001'])
  assert.deepEqual(found(reading), ['weakness cve CVE-2023-5631', 'weakness cve CVE-2024-12345'])
  assert.deepEqual(
    reading.refused.map(({ reason, value }) => [reason, value]),
    [
      ['TECHNIQUE_UNNUMBERED', 'Unnumbered'],
      ['NOT_A_CVE', 'Some weakness'],
    ],
  )
})

test('readStixDocument() takes the title from the most telling object, and the strictest marking', () => {
  const markings = ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421']
  const reading = read(
    object('malware', { name: 'Malware', object_marking_refs: [markings[0] ?? ''] }),
    object('campaign', { name: 'Campaign', object_marking_refs: [markings[1] ?? '', 7] }),
  )
  assert.deepEqual([reading.title, reading.tlp], ['Campaign', 'amber'])
})

test('readStixDocument() counts older versions, and names entries that are no objects', () => {
  const bundle = { type: 'bundle', objects: [object('malware', {}), object('malware', { modified: '2026-10-02T00:00:00.000Z' }), 7] }
  const { counts, refused } = readStixDocument(bundle)
  assert.deepEqual(counts.notIndicators, { malware: 1, superseded: 1 })
  assert.deepEqual(refused, [{ value: '', reason: 'OBJECT_MALFORMED', where: '/objects/2' }])
})

const anyIndicators = fc.uniqueArray(fc.oneof(...indicatorTypes.map(indicatorsOf)), {
  minLength: 1,
  maxLength: 8,
  selector: ({ type, value }) => `${type} ${value}`,
})

function origin(uuid: string): StixOrigin {
  return { uuid, createdAt: Temporal.Instant.from(stamp), tlp: 'green', confidence: 50 }
}

test('readIndicators() reads the bundle that we wrote', () => {
  fc.assert(
    fc.property(anyIndicators, fc.uuid({ version: 4 }), (indicators, uuid) => {
      const objects = indicators.map((indicator, index) => {
        const own = origin(`${uuid.slice(0, -4)}${index.toString(16).padStart(4, '0')}`)
        if (!isObservable(indicator)) return stixVulnerability(own, indicator.value)
        return stixIndicator(own, { pattern: stixPattern(indicator), validFrom: Temporal.Instant.from(stamp) })
      })
      const bundle = stixBundle(uuid, [...objects, stixAttackPattern(origin(uuid), 'T1566')])
      const reading = readIndicators(utf8(JSON.stringify(bundle)), 'warning.json')
      assert.deepEqual(
        reading.indicators.map(({ type, value }): Indicator => ({ type, value })),
        indicators,
      )
      assert.deepEqual([reading.refused, reading.techniques, reading.tlp], [[], ['T1566'], 'green'])
    }),
  )
})

// Indicators and refusals of published bundles of real campaigns.
const bundles: readonly (readonly [string, number, readonly string[]])[] = [
  ['candiru.stix2', 125, []],
  ['coruna.stix2', 216, ['SCHEME_MISSING fgr1w2gnsdvsb.xyz/x kept fgr1w2gnsdvsb.xyz']],
  ['eaglemsgspy.stix2', 51, []],
]

test(
  'readIndicators() reads published STIX bundles without loss',
  { skip: sharedData('stix-bundles') === null && 'the STIX bundles are absent' },
  () => {
    for (const [name, count, refusals] of bundles) {
      const bytes = readFileSync(sharedData(`stix-bundles/${name}`) ?? '')
      const { counts, refused, format } = readIndicators(bytes, name)
      assert.deepEqual([format, counts.indicators, counts.refused, counts.duplicates], ['stix-bundle', count, 0, 0], name)
      assert.deepEqual(
        refused.map(({ reason, value, kept }) => `${reason} ${value} kept ${kept?.value}`),
        refusals,
      )
      assert.equal(counts.values, countObjects(bytes.toString('utf8')), name)
    }
  },
)

test(
  'readIndicators() reads the techniques of ATT&CK for ICS',
  { skip: sharedData('stix-bundles') === null && 'the STIX bundles are absent' },
  () => {
    const reading = readIndicators(readFileSync(sharedData('stix-bundles/ics-attack-18.1.json') ?? ''), 'ics-attack.json')
    assert.deepEqual([reading.techniques.length, reading.counts.indicators, reading.refused], [95, 0, []])
  },
)

function countObjects(text: string): number {
  return text.split('"spec_version"').length - 1
}
