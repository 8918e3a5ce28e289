import type { LocalText } from '#base/language.ts'
import type { Clearance } from '#identity/actor.ts'
import type { IndicatorRole, IndicatorType } from '#indicator/indicator.ts'

/** Levels of the Permissible Actions Protocol, least protected first. */
export const papLevels = ['clear', 'green', 'amber', 'red'] as const

/** A level of the Permissible Actions Protocol. */
export type Pap = (typeof papLevels)[number]

/** Kinds of attack of which a warning speaks; the same as those of the report forms. */
export const warningKinds = ['ddos', 'ransomware', 'other'] as const

/** The kind of attack of which a warning speaks. */
export type WarningKind = (typeof warningKinds)[number]

/** Labels of who may be hit next. A label never narrows down who was hit: none of them names a sector or a region. */
export const audienceCodes = ['several-sectors'] as const

/** The label of who may be hit next. */
export type AudienceCode = (typeof audienceCodes)[number]

/** What a recipient can do, most urgent first. */
export const actionCodes = [
  'lift-measures',
  'block-traffic',
  'update-software',
  'check-remote-access',
  'change-credentials',
  'prepare-ddos-defence',
  'separate-backups',
  'separate-control-systems',
  'watch-traffic',
  'search-logs',
  'search-files',
  'warn-staff',
  'check-suppliers',
  'send-sighting',
] as const

/** One thing that a recipient can do. */
export type ActionCode = (typeof actionCodes)[number]

/** How well what a warning says is founded: `unconfirmed` rests on one source, `confirmed` on two or on an officer. */
export const confidences = ['unconfirmed', 'confirmed'] as const

/** How well something is founded. */
export type Confidence = (typeof confidences)[number]

/** What to do on meeting an indicator. */
export const advices = ['monitor', 'block'] as const

/** What to do on meeting an indicator. */
export type Advice = (typeof advices)[number]

/** Ways in of which a warning speaks. Those that lie inside one victim (its staff, its premises) are not among them. */
export const vectorCodes = ['vulnerability', 'phishing', 'remote-access', 'credentials', 'supply-chain'] as const

/** A way in. */
export type VectorCode = (typeof vectorCodes)[number]

/** Types of system of which a warning speaks. */
export const systemCodes = ['it', 'ot', 'cloud', 'third-party'] as const

/** A type of system. */
export type SystemCode = (typeof systemCodes)[number]

/** Kinds of extortion. */
export const extortionCodes = ['encryption', 'leak-threat', 'demand'] as const

/** A kind of extortion. */
export type ExtortionCode = (typeof extortionCodes)[number]

/** Ways in which an attack may reach others. */
export const spreadCodes = ['shared-product', 'vendor', 'remote-link', 'cross-border'] as const

/** A way in which an attack may reach others. */
export type SpreadCode = (typeof spreadCodes)[number]

/** What is happening: a sentence of ours, chosen by `template` and completed by codes. No text of a report is in it. */
export type Happening = {
  readonly template: WarningKind
  readonly slots: {
    readonly vectors: readonly VectorCode[]
    readonly systems: readonly SystemCode[]
    readonly extortion: readonly ExtortionCode[]
    readonly spread: readonly SpreadCode[]
  }
  /** About how many indicators were reported beside those that one warning carries, to two digits; absent where there are none. */
  readonly leftOut?: number
}

/** An observable to look for. */
export type WarningIndicator = {
  /** Random UUID of this indicator in this warning; tells nothing of its value or of the report. */
  readonly id: string
  readonly type: IndicatorType
  readonly value: string
  /** Null where the reporter gave none that is known; never `recipient` or `target`, which are the victim's. */
  readonly role: IndicatorRole | null
  readonly advice: Advice
  readonly confidence: Confidence
  /** STIX 2.1 pattern. */
  readonly pattern: string
  /** The first day on which the indicator no longer counts, UTC, `YYYY-MM-DD`. */
  readonly validUntil: string
}

/** Languages of detection rules that a warning carries. */
export const detectionLanguages = ['sigma', 'yara', 'suricata'] as const

/** A rule with which recipients find the attack in their own systems; its text passed the gate. */
export type DetectionRule = { readonly language: (typeof detectionLanguages)[number]; readonly name: string; readonly text: string }

/** Why something that was in an earlier version is known to be wrong. */
export const wrongReasons = ['false-positive', 'known-good', 'withdrawn', 'expired', 'names-somebody'] as const

/** Why something is known to be wrong; `names-somebody` also takes what it said out of every earlier version (`take-down.ts`). */
export type WrongReason = (typeof wrongReasons)[number]

/** An indicator of an earlier version that recipients must no longer act on. */
export type KnownWrong = {
  readonly type: IndicatorType
  readonly value: string
  readonly reason: WrongReason
}

/** What publishing a version of a warning does: the first one, one that replaces it, or one that takes it back. */
export const warningActs = ['release', 'revision', 'recall'] as const

/** What publishing a version of a warning does. */
export type WarningAct = (typeof warningActs)[number]

/** Where a warning stands for whoever reads it; follows from its newest version and the day. */
export const warningStates = ['published', 'revised', 'recalled', 'expired'] as const

/** Where a warning stands for whoever reads it. */
export type WarningStanding = (typeof warningStates)[number]

/** A product that was attacked; both texts are of our own catalogue or of a closed form. */
export type WarningProduct = { readonly name: string; readonly version: string | null }

/** Everything that a warning says; the same for every channel and language. */
export type WarningContent = {
  readonly tlp: Clearance
  readonly pap: Pap
  readonly kind: WarningKind
  readonly audience: AudienceCode
  /** Codes of the groups of sectors for which it is; empty where naming one would narrow down who was hit, and then it is for all. */
  readonly sectorGroups: readonly string[]
  /** Most urgent first. */
  readonly actions: readonly ActionCode[]
  readonly happening: Happening
  readonly confidence: Confidence
  /** UTC, `YYYY-MM-DD`. */
  readonly validFrom: string
  /** The first day on which the warning no longer counts, UTC, `YYYY-MM-DD`. */
  readonly validUntil: string
  /** Ordered by type and value: an order that tells nothing of the report. */
  readonly indicators: readonly WarningIndicator[]
  /** ATT&CK ids, `T1486` or `T1498.001`. */
  readonly techniques: readonly string[]
  readonly products: readonly WarningProduct[]
  /** CVE ids, `CVE-2024-12345`. */
  readonly cve: readonly string[]
  readonly detections: readonly DetectionRule[]
  /** An officer's own words, which passed the gate and a second person; null in what a machine released. */
  readonly note: LocalText | null
  /** What earlier versions held and is known to be wrong. */
  readonly knownWrong: readonly KnownWrong[]
  /** Addresses of public pages about the techniques and vulnerabilities. */
  readonly references: readonly string[]
  /** Id of the warning that this one replaces. */
  readonly replaces: string | null
}
