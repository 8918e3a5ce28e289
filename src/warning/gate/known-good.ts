import { getDomain } from 'tldts'
import { CodedError } from '#base/coded-error.ts'
import { hostName } from '#indicator/domain-name.ts'
import type { Indicator, IndicatorType } from '#indicator/indicator.ts'
import { addressRange, AddressRanges, type AddressRange, type OwnedRange } from '#operator/address-range.ts'
import { PatternAutomaton } from '#operator/aho-corasick.ts'
import builtIn from './built-in-known-good.json' with { type: 'json' }
import { LinearPattern } from './linear-pattern.ts'

/**
 * How the values of a known-good list are compared: networks by address, names and digests as they are, host names with everything below them, parts of a
 * value wherever they stand in it, and regular expressions.
 */
export const knownGoodKinds = ['cidr', 'string', 'hostname', 'substring', 'regex'] as const

/** How the values of a known-good list are compared. */
export type KnownGoodKind = (typeof knownGoodKinds)[number]

/** Values in wide legitimate use. A warning that names one of them harms whoever follows it. */
export type KnownGoodList = {
  readonly name: string
  readonly kind: KnownGoodKind
  readonly values: readonly string[]
  /** To which types of indicator parts of values and regular expressions apply; null for all. What a network, a name or a digest is, it is everywhere. */
  readonly types: readonly IndicatorType[] | null
}

/** Why a known-good list was refused. */
export type KnownGoodErrorCode = 'KNOWN_GOOD_UNREADABLE' | 'KNOWN_GOOD_KIND_UNSUPPORTED' | 'KNOWN_GOOD_PATTERN_UNSUPPORTED'

/** A known-good list that was refused as a whole, since one that is read in part protects nobody. */
export class KnownGoodError extends CodedError<KnownGoodErrorCode> {}

/** The lists that the gate always uses. */
export const builtInKnownGood: readonly KnownGoodList[] = builtIn.map((list) => ({
  ...(list as Omit<KnownGoodList, 'types'>),
  types: null,
}))

/** Known-good lists, compiled. */
export class KnownGood {
  readonly #ranges: AddressRanges<string>
  readonly #strings = new Map<string, string>()
  readonly #hosts = new Map<string, string>()
  readonly #finders: readonly Finder[]

  /**
   * @throws {KnownGoodError} `KNOWN_GOOD_UNREADABLE` for a network that is none, or a part of a value so short that it is in everything;
   *   `KNOWN_GOOD_PATTERN_UNSUPPORTED` for a regular expression that cannot be matched in one pass.
   */
  constructor(lists: Iterable<KnownGoodList>) {
    const ranges: OwnedRange<string>[] = []
    const finders: Finder[] = []
    for (const { name, kind, values, types } of lists) {
      if (kind === 'substring') finders.push({ name, types, finds: substringFinder(values, name) })
      else if (kind === 'regex') finders.push({ name, types, finds: patternFinder(values, name) })
      else
        for (const value of values) {
          if (kind === 'cidr') ranges.push({ range: networkOf(value, name), owner: name })
          else if (kind === 'hostname') this.#hosts.set(plainHost(value), name)
          else this.#strings.set(plainHost(value), name)
        }
    }
    this.#ranges = new AddressRanges(ranges)
    this.#finders = finders
  }

  /**
   * Returns the name of a list that holds `indicator`, or null.
   *
   * A range is held where it shares an address with a list, and a URL where its host is held: whoever blocks it may block the host.
   */
  listOf(indicator: Indicator): string | null {
    return this.#listOfWhole(indicator) ?? this.#listOfPart(indicator)
  }

  #listOfPart({ type, value }: Indicator): string | null {
    const finder = this.#finders.find(({ types, finds }) => (types === null || types.includes(type)) && finds(value))
    return finder?.name ?? null
  }

  #listOfWhole(indicator: Indicator): string | null {
    switch (indicator.type) {
      case 'ipv4':
      case 'ipv4-range':
      case 'ipv6':
      case 'ipv6-range':
        return this.#listOfAddresses(indicator.value)
      case 'domain':
        return this.#listOfHost(indicator.value)
      case 'url':
        return this.#strings.get(indicator.value.toLowerCase()) ?? this.#listOfHost(new URL(indicator.value).hostname)
      case 'email':
        return this.#listOfHost(indicator.value.slice(indicator.value.lastIndexOf('@') + 1))
      case 'md5':
      case 'sha1':
      case 'sha256':
      case 'file-name':
      case 'cve':
        return this.#strings.get(indicator.value.toLowerCase()) ?? null
    }
  }

  #listOfAddresses(text: string): string | null {
    const range = addressRange(text)
    // What is no address here is one to nobody else: better held back than released unread.
    return range === null ? 'unreadable addresses' : (this.#ranges.overlapping(range)[0] ?? this.#strings.get(text) ?? null)
  }

  #listOfHost(name: string): string | null {
    const host = name.replace(/^\[|\]$/gu, '')
    if (addressRange(host) !== null) return this.#listOfAddresses(host)
    const own = getDomain(host, { allowPrivateDomains: true }) ?? host
    // Where the owner of a domain lets anybody have names below it, these are not the owner's: what is above such a domain says nothing of them.
    const last = own === getDomain(host) ? '' : own.slice(own.indexOf('.') + 1)
    for (let tail = host; ; tail = tail.slice(tail.indexOf('.') + 1)) {
      const list = this.#hosts.get(tail) ?? (tail === own || tail === host ? this.#strings.get(tail) : undefined)
      if (list !== undefined) return list
      if (tail === last || !tail.includes('.')) return null
    }
  }
}

type Finder = { readonly name: string; readonly types: readonly IndicatorType[] | null; readonly finds: (value: string) => boolean }

const shortestPart = 3

function substringFinder(parts: readonly string[], list: string): (value: string) => boolean {
  const short = parts.find((part) => part.length < shortestPart)
  if (short !== undefined) {
    throw new KnownGoodError(
      'KNOWN_GOOD_UNREADABLE',
      `Cannot use the known-good list "${list}": "${short}" is in nearly everything, expected ${shortestPart} characters or more`,
    )
  }
  const automaton = new PatternAutomaton(parts.map((part) => part.toLowerCase()))
  return (value) => automaton.find(value.toLowerCase()).length > 0
}

function patternFinder(sources: readonly string[], list: string): (value: string) => boolean {
  try {
    const pattern = new LinearPattern(sources)
    return (value) => pattern.test(value)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new KnownGoodError(
      'KNOWN_GOOD_PATTERN_UNSUPPORTED',
      `Cannot use the known-good list "${list}": a regular expression ${cause.message}, expected one that is matched in one pass: characters, classes, groups, alternatives, ^, $, . and quantifiers`,
      { cause },
    )
  }
}

function networkOf(value: string, list: string): AddressRange {
  const range = addressRange(value)
  if (range === null) {
    throw new KnownGoodError('KNOWN_GOOD_UNREADABLE', `Cannot use the known-good list "${list}": "${value}" is no address or network`)
  }
  return range
}

function plainHost(value: string): string {
  const plain = value.trim().replace(/^\./u, '').toLowerCase()
  return hostName(plain) ?? plain
}
