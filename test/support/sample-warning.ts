import { randomUUID } from 'node:crypto'
import { utf8 } from '#base/bytes.ts'
import { tlpMarkingId } from '#stix/tlp-marking.ts'
import type { Clearance } from '#identity/actor.ts'
import type { RenderedObject } from '#warning/warning-object-store.ts'
import type { WarningContent } from '#warning/warning.ts'

/** Returns the content of a warning with three indicators, changed as asked. */
export function sampleWarning(change: Partial<WarningContent> = {}): WarningContent {
  const indicator = { role: null, advice: 'monitor', confidence: 'unconfirmed', validUntil: '2026-12-01' } as const
  return {
    tlp: 'green',
    pap: 'green',
    kind: 'ransomware',
    audience: 'several-sectors',
    sectorGroups: [],
    actions: ['search-logs', 'update-software'],
    happening: { template: 'ransomware', slots: { vectors: ['vulnerability'], systems: ['it'], extortion: ['encryption'], spread: [] } },
    confidence: 'unconfirmed',
    validFrom: '2026-11-01',
    validUntil: '2027-01-01',
    indicators: [
      { ...indicator, id: randomUUID(), type: 'domain', value: 'c2.example', pattern: "[domain-name:value = 'c2.example']" },
      { ...indicator, id: randomUUID(), type: 'ipv4', value: '198.51.100.7', pattern: "[ipv4-addr:value = '198.51.100.7']" },
      {
        ...indicator,
        id: randomUUID(),
        type: 'file-name',
        value: "=cmd|' /C calc'!A0.exe",
        pattern: "[file:name = '=cmd|\\' /C calc\\'!A0.exe']",
        role: 'payload',
      },
    ],
    techniques: ['T1486', 'T1498.001'],
    products: [{ name: 'Sample VPN', version: null }],
    cve: ['CVE-2024-12345'],
    references: ['https://attack.mitre.org/techniques/T1486/'],
    detections: [],
    note: null,
    knownWrong: [],
    replaces: null,
    ...change,
  }
}

/** Returns `count` rendered indicators as they lie in the collection of a TLP level; about 720 bytes each. */
export function sampleObjects(count: number, tlp: Clearance, version = '2026-11-01T00:00:00.000Z'): readonly RenderedObject[] {
  return Array.from({ length: count }, (_, index) => sampleObject({ tlp, version, host: `c${index}.example` }))
}

/** Returns one rendered indicator; with a `stixId`, as another version of that one. */
export function sampleObject(how: { tlp: Clearance; version: string; host: string; stixId?: string }): RenderedObject {
  const stixId = how.stixId ?? `indicator--${randomUUID()}`
  const object = {
    type: 'indicator',
    spec_version: '2.1',
    id: stixId,
    created: '2026-11-01T00:00:00.000Z',
    modified: how.version,
    labels: ['monitor', 'unconfirmed', 'command-and-control'],
    confidence: 30,
    object_marking_refs: [tlpMarkingId(how.tlp)],
    name: how.host,
    indicator_types: ['anomalous-activity'],
    pattern: `[domain-name:value = '${how.host}']`,
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: '2026-11-01T00:00:00.000Z',
    valid_until: '2027-01-01T00:00:00.000Z',
  }
  return { stixId, type: 'indicator', version: how.version, body: utf8(JSON.stringify(object)), warning: null }
}
