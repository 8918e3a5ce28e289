import { utf8 } from '#base/bytes.ts'
import type { LocalText } from '#base/language.ts'
import type { StixId, StixObject } from '#stix/stix-object.ts'
import { stixAttackPattern, stixIndicator, stixRelationship, stixReport, stixVulnerability, type StixOrigin } from '#stix/write-object.ts'
import { tlpMarkingId } from '#stix/tlp-marking.ts'
import type { Chance } from './chance.ts'
import { EarlierObjects } from './earlier-objects.ts'
import { techniqueName } from '#stix/technique-name.ts'
import type { Confidence, DetectionRule, WarningIndicator } from './warning.ts'
import type { RenderedObject } from './warning-object-store.ts'
import type { ApprovedWarning, WarningVersion } from './warning-table.ts'
import { reportText } from './render-text.ts'

/** What every object of a warning carries beside its content. */
export type RenderingTick = {
  readonly at: Temporal.Instant
  readonly chance: Chance
  /** The objects of the warning's earlier versions as they stand; none for a first version. */
  readonly earlier?: readonly StixObject[]
  /** Public origin of this installation, where the signed statement is; without it nothing refers to that. */
  readonly publicOrigin?: string
}

// STIX 2.1, appendix A: one source whose claim nobody has checked, and several or an officer.
const certainty: Readonly<Record<Confidence, number>> = { unconfirmed: 30, confirmed: 85 }
const indicatorType: Readonly<Record<Confidence, string>> = { unconfirmed: 'anomalous-activity', confirmed: 'malicious-activity' }

/** More links than this say nothing that the report does not say by holding both ends. */
const mostLinks = 1_000

/**
 * Returns the STIX objects that a version of a warning adds: a report that holds indicators, attack patterns and vulnerabilities, with the links of one fixed
 * shape between them. What stays keeps its id; what an earlier version held and this one does not is revoked; a recall revokes the report, too.
 *
 * Nothing but the content and the tick is in them. Ids are random; all instants are the tick, validity counts in whole days.
 */
export function renderWarning(warning: ApprovedWarning, tick: RenderingTick): readonly RenderedObject[] {
  const earlier = new EarlierObjects(tick.earlier ?? [], { at: tick.at, newId: () => tick.chance.newId() })
  const place: Place = { warning, earlier, tick }
  const held = warning.act === 'recall' ? [] : heldObjects(place)
  const report = renderReport(
    place,
    held.map((one) => one.id),
  )
  const all = [report, ...held]
  return [...earlier.changed(all), ...earlier.revoked(all)].map((object) => rendered(object, warning))
}

type Place = { readonly warning: ApprovedWarning; readonly earlier: EarlierObjects; readonly tick: RenderingTick }

function heldObjects(place: Place): readonly StixObject[] {
  const { content } = place.warning
  const indicators = content.indicators.map((one) => renderIndicator(one, place))
  const rules = content.detections.map((rule) => renderDetection(rule, place))
  const patterns = content.techniques.map((technique) =>
    stixAttackPattern(originOf(place, technique), technique, techniqueName(technique) ?? technique),
  )
  const vulnerabilities = content.cve.map((cve) => stixVulnerability(originOf(place, cve), cve))
  const links = [...linksBetween(indicators, 'indicates', patterns), ...linksBetween(patterns, 'targets', vulnerabilities)]
  const relationships = links.map((link) => stixRelationship(originOf(place, `${link.source} ${link.type} ${link.target}`), link))
  return [...indicators, ...rules, ...patterns, ...vulnerabilities, ...relationships]
}

/** Returns the address of the signed statement of a version of a warning. */
export function statementUrl({ id, version }: WarningVersion, publicOrigin: string): string {
  return `${publicOrigin}/api/v1/warnings/${id}/statement?version=${version}`
}

function originOf({ warning, earlier }: Place, key: string, uuid?: string): StixOrigin {
  return { ...earlier.identify(key, uuid), tlp: warning.tlp }
}

function renderIndicator(indicator: WarningIndicator, place: Place) {
  return stixIndicator(
    {
      ...originOf(place, `indicator--${indicator.id}`, indicator.id),
      confidence: certainty[indicator.confidence],
      labels: [indicator.advice, indicator.confidence, ...(indicator.role === null ? [] : [indicator.role])],
    },
    {
      pattern: indicator.pattern,
      name: indicator.value,
      types: [indicatorType[indicator.confidence]],
      validFrom: startOfDay(place.warning.content.validFrom),
      validUntil: startOfDay(indicator.validUntil),
    },
  )
}

function renderDetection(rule: DetectionRule, place: Place) {
  const { content } = place.warning
  return stixIndicator(
    { ...originOf(place, `${rule.language} ${rule.text}`), confidence: certainty[content.confidence], labels: ['detection-rule'] },
    {
      pattern: rule.text,
      patternType: rule.language,
      name: rule.name,
      types: [indicatorType[content.confidence]],
      validFrom: startOfDay(content.validFrom),
      validUntil: startOfDay(content.validUntil),
    },
  )
}

function renderReport(place: Place, held: readonly StixId[]) {
  const { warning, tick } = place
  const { content, act } = warning
  const text = reportText(content, act)
  const origin = originOf(place, `report--${warning.id}`, warning.id)
  return stixReport(
    {
      ...origin,
      ...(act === 'recall' ? { revoked: true } : {}),
      confidence: certainty[content.confidence],
      references: [
        ...content.references.map((url) => ({ source_name: new URL(url).hostname, url })),
        ...(tick.publicOrigin === undefined ? [] : [{ source_name: 'noroshi-statement', url: statementUrl(warning, tick.publicOrigin) }]),
      ],
    },
    {
      name: inAllLanguages(text.name, ' / '),
      description: inAllLanguages(text.description, '\n\n'),
      types: ['threat-report'],
      publishedAt: tick.at,
      // A report must refer to something; one of a warning in words alone, or of one that was taken back, refers to its marking.
      objects: held.length > 0 ? held : [tlpMarkingId(warning.tlp)],
    },
  )
}

function linksBetween(sources: readonly StixObject[], type: string, targets: readonly StixObject[]) {
  if (sources.length * targets.length > mostLinks) return []
  return sources.flatMap((source) => targets.map((target) => ({ source: source.id, type, target: target.id })))
}

function rendered(object: StixObject, warning: ApprovedWarning): RenderedObject {
  return {
    stixId: object.id,
    type: object.type,
    version: object.modified,
    body: utf8(JSON.stringify(object)),
    warning: { id: warning.id, version: warning.version },
  }
}

function startOfDay(date: string): Temporal.Instant {
  return Temporal.Instant.from(`${date}T00:00:00Z`)
}

function inAllLanguages(text: LocalText, separator: string): string {
  return `${text.en}${separator}${text.ja}`
}
