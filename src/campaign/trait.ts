import type { IndicatorType } from '#indicator/indicator.ts'

/** What a trait of an incident says: what was seen, where it came from, how the attackers work, with what, through which weakness. */
export const traitKinds = ['indicator', 'infrastructure', 'technique', 'malware', 'vulnerability'] as const

/** What a trait of an incident says. */
export type TraitKind = (typeof traitKinds)[number]

/**
 * What a trait is, finer than its kind: an observable, or
 *
 * | type | value |
 * | --- | --- |
 * | site | the domain that somebody registered, under the public suffix or that of a hosting service |
 * | mail-site | the same of a sender's address |
 * | network | the /24 of an IPv4 address, the /64 of an IPv6 address |
 * | technique | an ATT&CK id |
 * | family | the name of a malware family, lower case, letters and digits alone |
 * | extension | the extension of encrypted files, lower case, without the dot |
 * | cve | `CVE-2024-12345` |
 */
export type TraitType = IndicatorType | 'site' | 'mail-site' | 'network' | 'technique' | 'family' | 'extension'

/** What one type of trait is worth by itself. */
export type TraitPrior = {
  readonly kind: TraitKind
  /** How likely an incident that has nothing to do with another one holds the same value, where nothing is known of the value. */
  readonly chance: number
  /** Whether a shared value can link by itself: of how attackers work there are too few ways for that. */
  readonly links: boolean
}

/**
 * What each type is worth before anything is known of a value.
 *
 * - Digests: two samples are the same file; by chance only where a tool is in wide use and on no list.
 * - Names, URLs and addresses: rented anew for each campaign, yet hosting services and hijacked sites serve many.
 * - Names of files: `invoice.pdf` is everywhere. Networks and whole ranges: a /24 of a hosting service holds dozens of customers.
 * - Domains of senders: mail services of whole countries stand behind one, and lists never know all of them.
 * - CVE ids, families and extensions: everybody uses what is in season. Techniques: a few of them are in every second report.
 */
export const traitPriors: Readonly<Record<TraitType, TraitPrior>> = {
  sha256: artefact('indicator', 1e-6),
  sha1: artefact('indicator', 1e-6),
  md5: artefact('indicator', 1e-6),
  url: artefact('indicator', 1e-4),
  domain: artefact('indicator', 1e-4),
  email: artefact('indicator', 1e-4),
  ipv4: artefact('indicator', 1e-4),
  ipv6: artefact('indicator', 1e-4),
  'ipv4-range': artefact('indicator', 1e-3),
  'ipv6-range': artefact('indicator', 1e-3),
  'file-name': artefact('indicator', 1e-2),
  site: artefact('infrastructure', 3e-4),
  network: artefact('infrastructure', 1e-3),
  'mail-site': artefact('infrastructure', 1e-2),
  technique: manner('technique', 0.1),
  family: manner('malware', 0.02),
  extension: manner('malware', 0.02),
  cve: manner('vulnerability', 0.02),
}

/** Returns the type that `text` names, or null. */
export function traitTypeOf(text: string): TraitType | null {
  return Object.hasOwn(traitPriors, text) ? (text as TraitType) : null
}

/** By what an incident may be linked to others. */
export type Trait = {
  readonly type: TraitType
  readonly value: string
  /** What follows from it and is a trait of the same incident, too: of a URL its host, of a host name its domain, of an address its network. */
  readonly implies: readonly Pick<Trait, 'type' | 'value'>[]
  /** False for a value in wide legitimate use: it is shown, and weighs nothing. */
  readonly weighs: boolean
}

/** Returns under which name a trait is told from every other one. */
export function traitName({ type, value }: Pick<Trait, 'type' | 'value'>): string {
  return `${type} ${value}`
}

function artefact(kind: TraitKind, chance: number): TraitPrior {
  return { kind, chance, links: true }
}

function manner(kind: TraitKind, chance: number): TraitPrior {
  return { kind, chance, links: false }
}
