import type { JsonValue } from '#base/canonical-json.ts'
import { readMispEvents, type MispAttribute, type MispCluster, type MispEvent } from '#misp/read-event.ts'
import { tlpLevelOfText } from '#stix/tlp-marking.ts'
import type { IndicatorRole } from './indicator.ts'
import { mispKinds, type ValueKind } from './misp-kinds.ts'
import { patternFindings } from './pattern-indicators.ts'
import { dayOf, ReadingCollector, type IndicatorContext, type IndicatorReading } from './reading.ts'
import { readObservable } from './read-observable.ts'

/**
 * Returns what the events of a MISP document hold.
 *
 * Every attribute is read, in objects too; one with several values, such as `filename|sha256`, counts as that many. Deleted ones and
 * proposals are counted and not taken over.
 *
 * @throws {MispError} `MISP_EVENT_SHAPE` if `value` is no MISP document.
 */
export function readMispDocument(value: JsonValue): IndicatorReading {
  const collector = new ReadingCollector()
  const events = readMispEvents(value)
  for (const event of events) readEvent(collector, event)
  const titles = events.flatMap(({ info }) => (info === null || info.trim() === '' ? [] : [info.trim()]))
  return collector.reading('misp-event', titles.length === 0 ? null : titles.join(' / '))
}

function readEvent(collector: ReadingCollector, event: MispEvent): void {
  for (const attribute of event.attributes) readAttribute(collector, attribute)
  for (const where of event.malformed) collector.refuse('OBJECT_MALFORMED', { value: '', where })
  for (const tag of event.tags) collector.mark(tlpLevelOfText(tag))
  collector.skip('proposal', event.proposalCount)
  readTechniques(collector, event.clusters)
}

function readAttribute(collector: ReadingCollector, attribute: MispAttribute): void {
  if (attribute.deleted) return collector.skip('deleted')
  if (attribute.type === 'stix2-pattern') return readPattern(collector, attribute)
  const kinds = mispKinds(attribute.type)
  if (isReference(attribute)) return collector.skip('reference')
  if (kinds === null) return collector.skip(attribute.type)
  const names = attribute.type === 'malware-sample' ? ['filename', 'md5'] : attribute.type.split('|')
  const values = splitValue(attribute.value, kinds)
  kinds.forEach((kind, index) => {
    const value = values[index] ?? ''
    if (kind === null) collector.skip(names[index] ?? attribute.type)
    else collector.observe(readObservable(kind, value), { value, where: attribute.pointer, ...contextOf(attribute, kind) })
  })
}

function readPattern(collector: ReadingCollector, attribute: MispAttribute): void {
  const where = attribute.pointer
  for (const finding of patternFindings(attribute.value)) {
    if (finding.kind === 'other') collector.skip(finding.property)
    else if (finding.kind === 'refused') collector.refuse(finding.reason, { value: finding.value, where })
    else collector.observe(finding.observed, { value: finding.value, where, forDetection: attribute.toIds })
  }
}

/** Returns the values of a composite attribute. A file name may itself hold the separator, so that the last one divides there. */
function splitValue(value: string, kinds: readonly ValueKind[]): readonly string[] {
  if (kinds.length === 1) return [value]
  const cut = kinds[0] === 'file-name' ? value.lastIndexOf('|') : value.indexOf('|')
  return cut < 0 ? [value] : [value.slice(0, cut), value.slice(cut + 1)]
}

/** Tells whether an address points at what somebody wrote about the attack, and not at the attack. */
function isReference(attribute: MispAttribute): boolean {
  return (
    attribute.type === 'link' || (attribute.type === 'url' && /^(?:External|Internal) (?:analysis|reference)$/.test(attribute.category))
  )
}

function contextOf(attribute: MispAttribute, kind: ValueKind): IndicatorContext {
  const role = roleOf(attribute, kind)
  const firstSeen = dayOf(attribute.firstSeen)
  return { forDetection: attribute.toIds, ...(role === null ? {} : { role }), ...(firstSeen === null ? {} : { firstSeen }) }
}

const emailRoles: ReadonlyMap<string, IndicatorRole> = new Map<string, IndicatorRole>([
  ['email-src', 'sender'],
  ['email-reply-to', 'sender'],
  ['email-dst', 'recipient'],
])

function roleOf(attribute: MispAttribute, kind: ValueKind): IndicatorRole | null {
  if (attribute.category === 'Targeting data' || attribute.object?.name === 'victim' || attribute.type.startsWith('target-'))
    return 'target'
  if (kind === 'cve') return 'weakness'
  if (kind === 'email') return emailRoles.get(attribute.type) ?? null
  if (kind === 'address' || kind === 'host' || kind === 'url') {
    if (attribute.type.startsWith('ip-src')) return 'source'
    return attribute.category === 'Payload delivery' ? 'delivery' : 'destination'
  }
  return 'payload'
}

const techniqueGalaxy = /^mitre-.*(?:attack-pattern|technique)/
const techniqueId = /(?<![A-Za-z\d])T\d{4}(?:\.\d{3})?(?![A-Za-z\d])/

function readTechniques(collector: ReadingCollector, clusters: readonly MispCluster[]): void {
  const byName = Map.groupBy(
    clusters.filter(({ galaxy }) => techniqueGalaxy.test(galaxy)),
    ({ name }) => name,
  )
  for (const [name, same] of byName) {
    // The tag gives the name alone; the cluster often has the id beside it.
    const sources = [...same.flatMap(({ externalIds }) => externalIds), name, ...same.flatMap(({ references }) => references)]
    const id = sources.flatMap((source) => techniqueId.exec(source) ?? [])[0]
    if (id !== undefined) collector.technique(id)
    else collector.refuse('TECHNIQUE_UNNUMBERED', { value: name, where: same[0]?.pointer ?? '' })
  }
}
