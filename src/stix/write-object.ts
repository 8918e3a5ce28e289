import type {
  ExternalReference,
  PatternType,
  StixAttackPattern,
  StixBundle,
  StixCore,
  StixId,
  StixIndicator,
  StixObject,
  StixRelationship,
  StixReport,
  StixVulnerability,
} from './stix-object.ts'
import { parsePattern } from './parse-pattern.ts'
import { StixError } from './stix-error.ts'
import { tlpLevelOfMarking, tlpLevels, tlpMarking, tlpMarkingId, type TlpLevel } from './tlp-marking.ts'

/** What every object is told at its making. */
export type StixOrigin = {
  /** Random UUID of the object, without its type. A new version of an object keeps it. */
  readonly uuid: string
  readonly createdAt: Temporal.Instant
  /** Instant of this version; that of the creation by default. */
  readonly modifiedAt?: Temporal.Instant
  readonly tlp: TlpLevel
  readonly revoked?: boolean
  readonly labels?: readonly string[]
  /** Certainty from 0 to 100 (STIX 2.1, appendix A). */
  readonly confidence?: number
  /** Language of the texts, as in `ja`. */
  readonly lang?: string
  readonly references?: readonly ExternalReference[]
}

const uuidForm = /^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const techniqueForm = /^T\d{4}(?:\.\d{3})?$/
const cveForm = /^CVE-\d{4}-(?:0\d{3}|[1-9]\d{3,})$/

/**
 * Returns an indicator.
 *
 * @throws {StixError} `STIX_OBJECT_INVALID` if the validity ends before it begins or an origin is malformed, and the errors of `parsePattern`
 *   if `pattern` is no STIX pattern.
 */
export function stixIndicator(
  origin: StixOrigin,
  indicator: {
    readonly pattern: string
    /** `stix` by default; rules of other languages are taken as they are. */
    readonly patternType?: PatternType
    readonly validFrom: Temporal.Instant
    readonly validUntil?: Temporal.Instant
    readonly types?: readonly string[]
    readonly name?: string
    readonly description?: string
  },
): StixIndicator {
  const patternType = indicator.patternType ?? 'stix'
  if (patternType === 'stix') parsePattern(indicator.pattern)
  const { validFrom, validUntil } = indicator
  if (validUntil !== undefined && Temporal.Instant.compare(validUntil, validFrom) <= 0) {
    throw invalid('indicator', `valid_until is ${timestamp(validUntil)}, expected an instant after ${timestamp(validFrom)}`)
  }
  return {
    ...core('indicator', origin),
    ...(indicator.name === undefined ? {} : { name: indicator.name }),
    ...(indicator.description === undefined ? {} : { description: indicator.description }),
    ...(indicator.types === undefined ? {} : { indicator_types: indicator.types }),
    pattern: indicator.pattern,
    pattern_type: patternType,
    ...(patternType === 'stix' ? { pattern_version: '2.1' as const } : {}),
    valid_from: timestamp(validFrom),
    ...(validUntil === undefined ? {} : { valid_until: timestamp(validUntil) }),
  }
}

/**
 * Returns the attack pattern of an ATT&CK technique, with its external reference.
 *
 * @param technique Id such as `T1583.001`.
 * @throws {StixError} `STIX_OBJECT_INVALID` if that is no technique id or an origin is malformed.
 */
export function stixAttackPattern(origin: StixOrigin, technique: string, name: string = technique): StixAttackPattern {
  if (!techniqueForm.test(technique)) throw invalid('attack-pattern', `technique is "${technique}", expected an id such as T1583.001`)
  const url = `https://attack.mitre.org/techniques/${technique.replace('.', '/')}`
  return { ...core('attack-pattern', origin, { source_name: 'mitre-attack', external_id: technique, url }), name }
}

/**
 * Returns the vulnerability of a CVE id, with its external reference.
 *
 * @throws {StixError} `STIX_OBJECT_INVALID` if that is no CVE id or an origin is malformed.
 */
export function stixVulnerability(origin: StixOrigin, cve: string): StixVulnerability {
  if (!cveForm.test(cve)) throw invalid('vulnerability', `name is "${cve}", expected an id such as CVE-2024-12345`)
  return { ...core('vulnerability', origin, { source_name: 'cve', external_id: cve }), name: cve }
}

/**
 * Returns the relationship that `source` has to `target`, for example of an indicator that `indicates` an attack pattern.
 *
 * @throws {StixError} `STIX_OBJECT_INVALID` if an origin is malformed.
 */
export function stixRelationship(
  origin: StixOrigin,
  link: { readonly source: StixId; readonly type: string; readonly target: StixId },
): StixRelationship {
  return { ...core('relationship', origin), relationship_type: link.type, source_ref: link.source, target_ref: link.target }
}

/**
 * Returns a report that collects `objects`.
 *
 * @throws {StixError} `STIX_OBJECT_INVALID` if there is no object, or an origin is malformed.
 */
export function stixReport(
  origin: StixOrigin,
  report: {
    readonly name: string
    readonly publishedAt: Temporal.Instant
    readonly objects: readonly StixId[]
    readonly types?: readonly string[]
    readonly description?: string
  },
): StixReport {
  if (report.objects.length === 0) throw invalid('report', 'object_refs is empty, expected one object or more')
  return {
    ...core('report', origin),
    name: report.name,
    ...(report.description === undefined ? {} : { description: report.description }),
    ...(report.types === undefined ? {} : { report_types: report.types }),
    published: timestamp(report.publishedAt),
    object_refs: report.objects,
  }
}

/**
 * Returns a bundle of `objects`, preceded by the TLP marking definitions that they refer to.
 *
 * @param uuid Random UUID of the bundle.
 * @throws {StixError} `STIX_OBJECT_INVALID` if there is no object, or the UUID is malformed.
 */
export function stixBundle(uuid: string, objects: readonly StixObject[]): StixBundle {
  if (objects.length === 0) throw invalid('bundle', 'objects is empty, expected one object or more')
  const levels = new Set(objects.flatMap((object) => object.object_marking_refs.map(tlpLevelOfMarking)))
  const markings = tlpLevels.filter((level) => levels.has(level)).map(tlpMarking)
  return { type: 'bundle', id: `bundle--${checkedUuid('bundle', uuid)}`, objects: [...markings, ...objects] }
}

function core<Type extends string>(type: Type, origin: StixOrigin, ...references: ExternalReference[]): StixCore<Type> {
  const { confidence, createdAt, modifiedAt = createdAt } = origin
  if (confidence !== undefined && !(Number.isInteger(confidence) && confidence >= 0 && confidence <= 100)) {
    throw invalid(type, `confidence is ${confidence}, expected a whole number from 0 to 100`)
  }
  const allReferences = [...references, ...(origin.references ?? [])]
  return {
    type,
    spec_version: '2.1',
    id: `${type}--${checkedUuid(type, origin.uuid)}`,
    created: timestamp(createdAt),
    modified: timestamp(modifiedAt),
    ...(origin.revoked === undefined ? {} : { revoked: origin.revoked }),
    ...(origin.labels === undefined ? {} : { labels: origin.labels }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(origin.lang === undefined ? {} : { lang: origin.lang }),
    ...(allReferences.length === 0 ? {} : { external_references: allReferences }),
    object_marking_refs: [tlpMarkingId(origin.tlp)],
  }
}

function checkedUuid(type: string, uuid: string): string {
  if (!uuidForm.test(uuid)) throw invalid(type, `id is "${uuid}", expected a UUID in lower case`)
  return uuid
}

/** Returns `instant` as a STIX timestamp: UTC, to the millisecond. */
function timestamp(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}

function invalid(type: string, sentence: string): StixError {
  return new StixError('STIX_OBJECT_INVALID', `Cannot write STIX ${type}: ${sentence}`)
}
