import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { sharedData } from '../../test/support/shared-data.ts'
import { readMispDocument } from './misp-reading.ts'
import { readIndicators } from './read-indicators.ts'
import type { IndicatorReading } from './reading.ts'

function attribute(type: string, value: string, more: JsonObject = {}): JsonObject {
  return { type, value, category: 'Network activity', to_ids: true, ...more }
}

function read(...Attribute: JsonObject[]): IndicatorReading {
  return readMispDocument({ Event: { info: 'Title', Attribute } })
}

function found(reading: IndicatorReading): string[] {
  return reading.indicators.map(({ type, value, role }) => [role, type, value].filter((part) => part !== undefined).join(' '))
}

const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'

test('readMispDocument() takes composite attributes apart', () => {
  const reading = read(
    attribute('domain|ip', 'c2.example|192.0.2.1'),
    attribute('ip-dst|port', '192.0.2.2|443'),
    attribute('hostname|port', 'c3.example|8080'),
    attribute('filename|sha1', `a|b.exe|${sha1}`, { category: 'Artifacts dropped' }),
    attribute('filename|ssdeep', 'c.exe|3:x:y', { category: 'Artifacts dropped' }),
    attribute('malware-sample', 'd.exe|d41d8cd98f00b204e9800998ecf8427e', { category: 'Payload delivery' }),
  )
  assert.deepEqual(found(reading), [
    'destination domain c2.example',
    'destination ipv4 192.0.2.1',
    'destination ipv4 192.0.2.2',
    'destination domain c3.example',
    'payload file-name a|b.exe',
    `payload sha1 ${sha1}`,
    'payload file-name c.exe',
    'payload file-name d.exe',
    'payload md5 d41d8cd98f00b204e9800998ecf8427e',
  ])
  assert.deepEqual(reading.counts.notIndicators, { port: 2, ssdeep: 1 })
})

test('readMispDocument() gives each indicator its part in the attack', () => {
  const reading = read(
    attribute('ip-src', '192.0.2.1'),
    attribute('url', 'http://c2.example/a', { category: 'Payload delivery' }),
    attribute('email-src', 'a@c2.example'),
    attribute('email-dst', 'b@victim.example'),
    attribute('email', 'c@c2.example'),
    attribute('domain', 'victim.example', { category: 'Targeting data' }),
    attribute('target-email', 'd@victim.example'),
    attribute('vulnerability', 'cve-2023-5631'),
  )
  assert.deepEqual(found(reading), [
    'source ipv4 192.0.2.1',
    'delivery url http://c2.example/a',
    'sender email a@c2.example',
    'recipient email b@victim.example',
    'email c@c2.example',
    'target domain victim.example',
    'target email d@victim.example',
    'weakness cve CVE-2023-5631',
  ])
})

test('readMispDocument() tells what is about the attack from what is written about it', () => {
  const reading = read(
    attribute('link', 'https://blog.example/post'),
    attribute('url', 'https://blog.example/other', { category: 'External analysis' }),
    attribute('text', 'Win32/Agent'),
    attribute('comment', 'x'),
    attribute('domain', 'c2.example', { deleted: true }),
  )
  assert.deepEqual([reading.indicators, reading.refused], [[], []])
  assert.deepEqual(reading.counts.notIndicators, { reference: 2, text: 1, comment: 1, deleted: 1 })
})

test('readMispDocument() joins what two attributes say about one indicator', () => {
  const reading = read(
    attribute('ip-dst', '192.0.2.1', { to_ids: false, first_seen: '2023-03-16T00:00:00.000000+00:00' }),
    attribute('ip-dst', '192.0.2.1', { first_seen: '2023-01-02T00:00:00.000000+00:00' }),
  )
  assert.deepEqual(reading.indicators, [
    { type: 'ipv4', value: '192.0.2.1', role: 'destination', forDetection: true, firstSeen: '2023-01-02', where: '/Event/Attribute/0' },
  ])
  assert.equal(reading.counts.duplicates, 1)
})

test('readMispDocument() names each value that it refuses, with its place', () => {
  const reading = read(
    attribute('domain', 'evil.nowhere'),
    attribute('md5', sha1),
    attribute('ip-dst|port', '192.0.2.300'),
    attribute('filename|md5', 'a.exe'),
    {},
  )
  assert.deepEqual(
    reading.refused.map(({ reason, value, where }) => `${where} ${reason} ${value}`),
    [
      '/Event/Attribute/0 SUFFIX_UNKNOWN evil.nowhere',
      `/Event/Attribute/1 NOT_A_HASH ${sha1}`,
      '/Event/Attribute/2 NOT_AN_ADDRESS 192.0.2.300',
      '/Event/Attribute/3 VALUE_MISSING ',
      '/Event/Attribute/4 OBJECT_MALFORMED ',
    ],
  )
  assert.deepEqual(reading.counts, { values: 7, indicators: 1, duplicates: 0, refused: 5, notIndicators: { port: 1 } })
})

test('readMispDocument() finds the id of a technique in its name, its cluster or its address', () => {
  const Tag = ['Phishing - T1566', 'Screen Capture', 'Pass the Hash', 'Unnumbered'].map((name) => ({
    name: `misp-galaxy:mitre-attack-pattern="${name}"`,
  }))
  const GalaxyCluster = [
    { type: 'mitre-attack-pattern', value: 'Screen Capture', meta: { external_id: ['CAPEC-1', 'T1113'] } },
    {
      type: 'mitre-attack-pattern',
      value: 'Pass the Hash',
      meta: { refs: ['https://x.example/', 'https://attack.mitre.org/wiki/Technique/T1075'] },
    },
    { type: 'threat-actor', value: 'T1999' },
  ]
  const reading = readMispDocument({
    Event: { Attribute: [], Tag: [...Tag, { name: 'TLP:amber+strict' }, { name: 'tlp:green' }], Galaxy: [{ GalaxyCluster }] },
  })
  assert.deepEqual(reading.techniques, ['T1566', 'T1113', 'T1075'])
  assert.deepEqual(
    reading.refused.map(({ reason, value }) => [reason, value]),
    [['TECHNIQUE_UNNUMBERED', 'Unnumbered']],
  )
  assert.equal(reading.tlp, 'amber+strict')
})

test('readMispDocument() names the events of a response together', () => {
  const events = ['One', ' ', 'Two'].map((info) => ({ Event: { info, Attribute: [] } }))
  assert.equal(readMispDocument({ response: events }).title, 'One / Two')
})

// Indicators, duplicates and techniques of published events of real campaigns.
const expected: Readonly<Record<string, readonly [number, number, number]>> = {
  'kamino.json': [8, 0, 0],
  'lazarus_3cx.json': [24, 1, 20],
  'misp-moustachedbouncer.event.json': [146, 4, 0],
  'misp-powerpool.json': [10, 0, 4],
  'misp-telebots.json': [78, 0, 0],
  'misp-turla-crutch-event.json': [16, 0, 0],
  'misp-wintervivern.event.json': [13, 0, 10],
  'misp-xdspy-event.json': [59, 0, 0],
  'stantinko.misp-event.json': [262, 153, 0],
}

const folder = sharedData('misp-events')

test('readIndicators() reads published MISP events without loss', { skip: folder === null && 'the MISP events are absent' }, () => {
  const files = readdirSync(folder ?? '').filter((name) => name.endsWith('.json'))
  assert.deepEqual(files.toSorted(), Object.keys(expected))
  for (const name of files) {
    const bytes = readFileSync(join(folder ?? '', name))
    const { counts, refused, techniques, format, title } = readIndicators(bytes, name)
    assert.deepEqual([counts.indicators, counts.duplicates, techniques.length], expected[name], name)
    assert.deepEqual([refused, format], [[], 'misp-event'], name)
    assert.ok(title)
    assert.equal(counts.values, countValues(JSON.parse(bytes.toString('utf8'))), name)
  }
})

/** Counts the values of every attribute wherever it stands, by a rule of its own: anything with `to_ids`, and a value for each `|` in its type. */
function countValues(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0
  const own = 'to_ids' in node && 'type' in node && typeof node.type === 'string' ? node.type.split('|').length : 0
  return Object.values(node).reduce<number>((sum, child) => sum + countValues(child), own)
}
