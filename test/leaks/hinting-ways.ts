import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { entry, version1, type LeakWay } from './leak-way.ts'
import type { SeededRandom } from './seeded-random.ts'

function beside(rest: JsonObject): JsonObject {
  return entry('domain', 'c2.attacker.test', { role: 'destination', ...rest })
}

function nested(value: JsonValue, depth: number): JsonValue {
  return depth === 0 ? value : { x: [nested(value, depth - 1)] }
}

function version7(random: SeededRandom): string {
  return `0199${random.hex(4)}-${random.hex(4)}-7${random.hex(3)}-9${random.hex(3)}-${random.hex(12)}`
}

function instant(random: SeededRandom): string {
  return `2026-11-${10 + random.below(10)}T0${random.below(10)}:${10 + random.below(50)}:${10 + random.below(50)}.${100 + random.below(900)}Z`
}

/** Ways in which a report leads to its victim: sector, product, times, ids, references, what others answer (channels 9 to 25). */
export const hintingWays: readonly LeakWay[] = [
  // 9 and 10: sector, region, product
  {
    channel: 9,
    name: 'sector',
    takes: 'sector',
    place: 'text',
    put: (text) => ({ 'ent.sector': [text], audience: text, sectorGroups: [text] }),
  },
  { channel: 9, name: 'sector in words', takes: 'sector', place: 'text', put: (text) => ({ 'chain.product': [`used by one ${text}`] }) },
  {
    channel: 9,
    name: 'region',
    takes: 'made',
    make: (random) => `Region ${random.hex(6)}`,
    place: 'text',
    put: (text) => ({ region: text, 'ast.region': [text] }),
  },
  {
    channel: 10,
    name: 'product that one operator runs',
    takes: 'made',
    make: (random) => `Turbine Control ${random.hex(6)}`,
    place: 'text',
    put: (text) => ({ 'tec.vuln': [{ product: text, version: '4.2' }] }),
  },
  {
    channel: 10,
    name: 'build that one operator runs',
    takes: 'made',
    make: (random) => `7.2.4-build${random.hex(6)}`,
    place: 'text',
    put: (text) => ({ 'tec.vuln': [{ product: 'FortiOS', version: text }] }),
  },
  // 11: recipients
  { channel: 11, name: 'recipients', takes: 'any', place: 'text', put: (text) => ({ recipients: [text], audience: text, except: text }) },
  // 12 to 14: times
  {
    channel: 12,
    name: 'time of publication',
    takes: 'made',
    make: instant,
    place: 'text',
    put: (text) => ({ published: text, 't.aware': text, 'share.embargo_until': text }),
  },
  {
    channel: 13,
    name: 'first seen',
    takes: 'made',
    make: instant,
    place: 'text',
    put: (text) => beside({ firstSeen: text, lastSeen: text, first_observed: text }),
  },
  {
    channel: 13,
    name: 'valid from',
    takes: 'made',
    make: instant,
    place: 'text',
    put: (text) => ({ ...beside({ validFrom: text, created: text }), validFrom: text }),
  },
  {
    channel: 14,
    name: 'order',
    takes: 'made',
    make: instant,
    place: 'text',
    put: (text) => ({ date_added: text, version: text, sequence: text }),
  },
  // 15 to 18: ids, references, shape, attachments
  {
    channel: 15,
    name: 'id of the reporter',
    takes: 'made',
    make: version1,
    place: 'text',
    put: (text) => ({ ...beside({ id: text }), id: text, reportId: text }),
  },
  {
    channel: 15,
    name: 'id that carries a time',
    takes: 'made',
    make: version7,
    place: 'text',
    put: (text) => beside({ id: `indicator--${text}`, uuid: text }),
  },
  {
    channel: 16,
    name: 'creator',
    takes: 'any',
    place: 'text',
    put: (text) => ({ created_by_ref: text, x_reporter: text, ...beside({ x_victim: text, labels: [text] }) }),
  },
  {
    channel: 16,
    name: 'name of a field',
    takes: 'any',
    place: 'text',
    put: (text) => ({ [`x_${text}`]: 'yes', ...beside({ [text]: true }) }),
  },
  {
    channel: 16,
    name: 'deep inside',
    takes: 'any',
    place: 'text',
    put: (text) => ({ extension: nested(text, 12), ...beside({ extensions: nested(text, 6) }) }),
  },
  {
    channel: 16,
    name: 'references',
    takes: 'any',
    place: 'path',
    put: (text) => ({ references: [`https://news.test/${text}`], external_references: [{ description: text }] }),
  },
  {
    channel: 17,
    name: 'links',
    takes: 'any',
    place: 'text',
    put: (text) => ({ relationships: [{ source_ref: text, target_ref: text }], campaign: text }),
  },
  {
    channel: 18,
    name: 'attachment',
    takes: 'any',
    place: 'text',
    put: (text) => ({ attachments: [{ name: text, exif: { Artist: text } }] }),
  },
  // 19 to 25: what others answer, counts, follow-ups
  {
    channel: 19,
    name: 'sighting',
    takes: 'any',
    place: 'text',
    put: (text) => ({ sightings: [{ where_sighted_refs: [text], count: 1 }] }),
  },
  { channel: 20, name: 'correlation', takes: 'any', place: 'text', put: (text) => ({ related: [text], ...beside({ seenAt: [text] }) }) },
  {
    channel: 21,
    name: 'language',
    takes: 'any',
    place: 'text',
    put: (text) => ({ lang: text, detections: [{ language: 'sigma', name: text, text }], note: { ja: text, en: text } }),
  },
  {
    channel: 22,
    name: 'what the gate says',
    takes: 'any',
    place: 'text',
    put: (text) => ({ [text]: text, ioc: [{ type: text, value: text }] }),
  },
  {
    channel: 23,
    name: 'correction',
    takes: 'any',
    place: 'text',
    put: (text) => ({ replaces: text, knownWrong: [{ type: 'domain', value: text, reason: text }] }),
  },
  {
    channel: 24,
    name: 'figures',
    takes: 'made',
    make: (random) => `${10 + random.below(80)}.${1000 + random.below(9000)}`,
    place: 'text',
    put: (text) => ({ 'ddos.gbps': Number(text), 'ddos.pps': Number(text) * 1e6 }),
  },
  {
    channel: 25,
    name: 'receipt',
    takes: 'made',
    make: (random) => random.hex(64),
    place: 'text',
    put: (text) => ({ leafHash: text, receipt: { leaf: text }, ...beside({ leaf: text }) }),
  },
]
