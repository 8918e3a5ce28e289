import { utf8 } from '#base/bytes.ts'
import type { LocalText } from '#base/language.ts'
import type { StixId, StixObject } from '#stix/stix-object.ts'
import { stixAttackPattern, stixIndicator, stixRelationship, stixReport, stixVulnerability, type StixOrigin } from '#stix/write-object.ts'
import { tlpMarkingId } from '#stix/tlp-marking.ts'
import type { Chance } from './chance.ts'
import type { Confidence, WarningContent, WarningIndicator } from './warning.ts'
import type { RenderedObject } from './warning-object-store.ts'
import type { ApprovedWarning } from './warning-table.ts'
import { reportText } from './render-text.ts'

/** What every object of a warning carries beside its content. */
export type RenderingTick = { readonly at: Temporal.Instant; readonly chance: Chance }

// STIX 2.1, appendix A: one source whose claim nobody has checked, and several or an officer.
const certainty: Readonly<Record<Confidence, number>> = { unconfirmed: 30, confirmed: 85 }
const indicatorType: Readonly<Record<Confidence, string>> = { unconfirmed: 'anomalous-activity', confirmed: 'malicious-activity' }

/** More links than this say nothing that the report does not say by holding both ends. */
const mostLinks = 1_000

/**
 * Returns the STIX objects of a warning: a report that holds indicators, attack patterns and vulnerabilities, with the links of one fixed shape between them.
 *
 * Nothing but the content and the tick is in them. Ids are random; all instants are the tick, validity counts in whole days.
 */
export function renderWarning(warning: ApprovedWarning, tick: RenderingTick): readonly RenderedObject[] {
  const { content } = warning
  const origin = (uuid: string): StixOrigin => ({ uuid, createdAt: tick.at, tlp: warning.tlp })
  const fresh = (): StixOrigin => origin(tick.chance.newId())
  const indicators = content.indicators.map((one) => renderIndicator(one, content, origin(one.id)))
  const patterns = content.techniques.map((technique) => stixAttackPattern(fresh(), technique))
  const vulnerabilities = content.cve.map((cve) => stixVulnerability(fresh(), cve))
  const links = [...linksBetween(indicators, 'indicates', patterns), ...linksBetween(patterns, 'targets', vulnerabilities)]
  const relationships = links.map((link) => stixRelationship(fresh(), link))
  const held = [...indicators, ...patterns, ...vulnerabilities, ...relationships]
  const report = renderReport(warning, { origin: origin(warning.id), publishedAt: tick.at, held: held.map((one) => one.id) })
  return [report, ...held].map((object) => rendered(object, warning))
}

function renderIndicator(indicator: WarningIndicator, content: WarningContent, origin: StixOrigin) {
  return stixIndicator(
    {
      ...origin,
      confidence: certainty[indicator.confidence],
      labels: [indicator.advice, indicator.confidence, ...(indicator.role === null ? [] : [indicator.role])],
    },
    {
      pattern: indicator.pattern,
      name: indicator.value,
      types: [indicatorType[indicator.confidence]],
      validFrom: startOfDay(content.validFrom),
      validUntil: startOfDay(indicator.validUntil),
    },
  )
}

function renderReport(
  warning: ApprovedWarning,
  how: { readonly origin: StixOrigin; readonly publishedAt: Temporal.Instant; readonly held: readonly StixId[] },
) {
  const { content } = warning
  const text = reportText(content)
  return stixReport(
    {
      ...how.origin,
      confidence: certainty[content.confidence],
      references: content.references.map((url) => ({ source_name: new URL(url).hostname, url })),
    },
    {
      name: inAllLanguages(text.name, ' / '),
      description: inAllLanguages(text.description, '\n\n'),
      types: ['threat-report'],
      publishedAt: how.publishedAt,
      // A report must refer to something; one of a warning in words alone refers to its marking.
      objects: how.held.length > 0 ? how.held : [tlpMarkingId(warning.tlp)],
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
