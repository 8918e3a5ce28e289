import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, listAt, objectAt, pointerTo, textAt } from '#base/json-object.ts'
import { readStixBundle, type ReadStixObject } from '#stix/read-bundle.ts'
import { tlpLevelOfMarking } from '#stix/tlp-marking.ts'
import type { IndicatorRole } from './indicator.ts'
import { hashKindOf, patternFindings } from './pattern-indicators.ts'
import { ReadingCollector, type IndicatorConfidence, type IndicatorContext, type IndicatorReading } from './reading.ts'
import { readObservable, type ObservableKind } from './read-observable.ts'
import { joinPath } from './stix-pattern.ts'

/**
 * Returns what a STIX bundle of version 2.0 or 2.1 holds.
 *
 * Patterns and observables become indicators, attack patterns techniques, vulnerabilities CVE ids; objects of other types are counted.
 *
 * @throws {StixError} `STIX_BUNDLE_SHAPE` if `value` is no bundle.
 */
export function readStixDocument(value: JsonValue): IndicatorReading {
  const { objects, supersededCount, malformed } = readStixBundle(value)
  const collector = new ReadingCollector()
  const byId = new Map(objects.map((object) => [object.id, object.properties]))
  for (const object of objects) readObject(collector, object, (reference) => byId.get(reference) ?? null)
  collector.skip('superseded', supersededCount)
  for (const where of malformed) collector.refuse('OBJECT_MALFORMED', { value: '', where })
  return collector.reading('stix-bundle', titleOf(objects))
}

const titledTypes = ['report', 'grouping', 'campaign', 'intrusion-set', 'malware']

function titleOf(objects: readonly ReadStixObject[]): string | null {
  const titles = titledTypes.flatMap((type) =>
    objects.filter((object) => object.type === type).map(({ properties }) => textAt(properties, 'name')),
  )
  return titles.find((title) => title !== null) ?? null
}

/** Returns the object that an id or, in STIX 2.0, a key refers to. */
type Lookup = (reference: string) => JsonObject | null

function readObject(collector: ReadingCollector, object: ReadStixObject, lookup: Lookup): void {
  const { type, pointer, properties } = object
  for (const marking of listAt(properties, 'object_marking_refs'))
    if (typeof marking === 'string') collector.mark(tlpLevelOfMarking(marking))
  if (properties['revoked'] === true) return collector.skip('revoked')
  if (type === 'indicator') return readIndicator(collector, properties, pointer)
  if (type === 'attack-pattern') return readAttackPattern(collector, properties, pointer)
  if (type === 'vulnerability') return readVulnerability(collector, properties, pointer)
  if (type === 'observed-data') return readObservedData(collector, properties, pointer)
  readObservableObject(collector, { type, properties, pointer }, lookup)
}

function readIndicator(collector: ReadingCollector, indicator: JsonObject, pointer: string): void {
  const where = pointerTo(pointer, 'pattern')
  const pattern = textAt(indicator, 'pattern')
  const patternType = textAt(indicator, 'pattern_type') ?? 'stix'
  if (pattern === null) return collector.refuse('OBJECT_MALFORMED', { value: '', where })
  if (patternType !== 'stix') return collector.skip(`pattern ${patternType}`)
  const confidence = confidenceOf(indicator['confidence'])
  const context: IndicatorContext = { forDetection: true, ...(confidence === null ? {} : { confidence }) }
  for (const finding of patternFindings(pattern)) {
    if (finding.kind === 'other') collector.skip(finding.property)
    else if (finding.kind === 'refused') collector.refuse(finding.reason, { value: finding.value, where })
    else
      collector.observe(finding.observed, {
        value: finding.value,
        where,
        ...context,
        ...(finding.role === undefined ? {} : { role: finding.role }),
      })
  }
}

/** Returns the level of a STIX certainty from 0 to 100 (STIX 2.1, appendix A: none, low, medium, high). */
function confidenceOf(value: JsonValue | undefined): IndicatorConfidence | null {
  if (typeof value !== 'number' || value < 1 || value > 100) return null
  return value < 30 ? 'low' : value < 70 ? 'medium' : 'high'
}

function readAttackPattern(collector: ReadingCollector, properties: JsonObject, where: string): void {
  const id = externalIds(properties).find(({ source, id: known }) => source.startsWith('mitre') && /^T\d{4}(?:\.\d{3})?$/.test(known))?.id
  if (id === undefined) collector.refuse('TECHNIQUE_UNNUMBERED', { value: textAt(properties, 'name') ?? '', where })
  else collector.technique(id)
}

function readVulnerability(collector: ReadingCollector, properties: JsonObject, where: string): void {
  const value = externalIds(properties).find(({ source }) => source === 'cve')?.id ?? textAt(properties, 'name') ?? ''
  collector.observe(readObservable('cve', value), { value, where, role: 'weakness' })
}

function externalIds(properties: JsonObject): { source: string; id: string }[] {
  return listAt(properties, 'external_references').flatMap((reference) => {
    const source = isJsonObject(reference) ? textAt(reference, 'source_name') : null
    const id = isJsonObject(reference) ? textAt(reference, 'external_id') : null
    return source === null || id === null ? [] : [{ source, id }]
  })
}

/** Reads the observables that STIX 2.0 keeps inside the observation. In 2.1 they are objects of the bundle. */
function readObservedData(collector: ReadingCollector, properties: JsonObject, pointer: string): void {
  const inside = objectAt(properties, 'objects')
  if (inside === null) return collector.skip('observed-data')
  const lookup: Lookup = (key) => objectAt(inside, key)
  for (const key of Object.keys(inside)) {
    const place = pointerTo(pointerTo(pointer, 'objects'), key)
    const observable = objectAt(inside, key)
    const type = observable === null ? null : textAt(observable, 'type')
    if (observable === null || type === null) collector.refuse('OBJECT_MALFORMED', { value: '', where: place })
    else readObservableObject(collector, { type, properties: observable, pointer: place }, lookup)
  }
}

const kindsOfValues: ReadonlyMap<string, ObservableKind> = new Map<string, ObservableKind>([
  ['ipv4-addr', 'address'],
  ['ipv6-addr', 'address'],
  ['domain-name', 'host'],
  ['url', 'url'],
  ['email-addr', 'email'],
])

type Observable = { readonly type: string; readonly properties: JsonObject; readonly pointer: string }

function readObservableObject(collector: ReadingCollector, observable: Observable, lookup: Lookup): void {
  const { type, properties, pointer } = observable
  const kind = kindsOfValues.get(type)
  if (kind !== undefined) {
    const value = textAt(properties, 'value') ?? ''
    collector.observe(readObservable(kind, value), { value, where: pointer, forDetection: false })
  } else if (type === 'file' || type === 'artifact') readFile(collector, observable, lookup)
  else collector.skip(type)
}

function readFile(collector: ReadingCollector, { type, properties, pointer }: Observable, lookup: Lookup): void {
  const context = { forDetection: false, role: 'payload' satisfies IndicatorRole } as const
  const hashes = Object.entries(objectAt(properties, 'hashes') ?? {})
  for (const [name, hash] of hashes) {
    const kind = hashKindOf(name)
    const value = typeof hash === 'string' ? hash : ''
    if (kind === null) collector.skip(`${type}:hashes.${name}`)
    else collector.observe(readObservable(kind, value), { value, where: pointerTo(pointerTo(pointer, 'hashes'), name), ...context })
  }
  const name = textAt(properties, 'name')
  if (name !== null) {
    const directory = textAt(lookup(textAt(properties, 'parent_directory_ref') ?? '') ?? {}, 'path')
    const value = directory === null ? name : joinPath(directory, name)
    collector.observe(readObservable('file-name', value), { value, where: pointerTo(pointer, 'name'), ...context })
  }
  if (name === null && hashes.length === 0) collector.skip(type)
}
