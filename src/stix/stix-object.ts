import type { MarkingId, TlpMarking } from './tlp-marking.ts'

/** Id of a STIX object of one type: the type, two hyphens, a UUID. */
export type StixId<Type extends string = string> = `${Type}--${string}`

/** A pointer to something outside STIX, such as a CVE or ATT&CK id. */
export type ExternalReference = {
  readonly source_name: string
  readonly external_id?: string
  readonly url?: string
  readonly description?: string
}

/** Properties that every object we write has. There is no `created_by_ref`: nothing says who reported. */
export type StixCore<Type extends string> = {
  readonly type: Type
  readonly spec_version: '2.1'
  readonly id: StixId<Type>
  readonly created: string
  readonly modified: string
  readonly revoked?: boolean
  readonly labels?: readonly string[]
  readonly confidence?: number
  readonly lang?: string
  readonly external_references?: readonly ExternalReference[]
  readonly object_marking_refs: readonly MarkingId[]
}

/** Languages of patterns that we write (STIX 2.1, section 10.16, pattern-type-ov). */
export type PatternType = 'stix' | 'sigma' | 'yara' | 'suricata'

/** A pattern that finds malicious activity (STIX 2.1, section 4.7). */
export type StixIndicator = StixCore<'indicator'> & {
  readonly name?: string
  readonly description?: string
  readonly indicator_types?: readonly string[]
  readonly pattern: string
  readonly pattern_type: PatternType
  /** Of STIX patterns alone: the other languages have no version in their rules. */
  readonly pattern_version?: '2.1'
  readonly valid_from: string
  readonly valid_until?: string
}

/** A technique of attackers (STIX 2.1, section 4.1). */
export type StixAttackPattern = StixCore<'attack-pattern'> & { readonly name: string }

/** A weakness in software (STIX 2.1, section 4.18). */
export type StixVulnerability = StixCore<'vulnerability'> & { readonly name: string; readonly description?: string }

/** A directed link between two objects (STIX 2.1, section 5.1). */
export type StixRelationship = StixCore<'relationship'> & {
  readonly relationship_type: string
  readonly source_ref: StixId
  readonly target_ref: StixId
}

/** A collection of objects about one matter (STIX 2.1, section 4.16). */
export type StixReport = StixCore<'report'> & {
  readonly name: string
  readonly description?: string
  readonly report_types?: readonly string[]
  readonly published: string
  readonly object_refs: readonly StixId[]
}

/** An object that we write. */
export type StixObject = StixIndicator | StixAttackPattern | StixVulnerability | StixRelationship | StixReport

/** Objects that travel together, with the marking definitions they refer to (STIX 2.1, section 8). */
export type StixBundle = { readonly type: 'bundle'; readonly id: StixId<'bundle'>; readonly objects: readonly (StixObject | TlpMarking)[] }
