import { getDomain } from 'tldts'
import { CodedError } from '#base/coded-error.ts'
import { hostName } from '#indicator/domain-name.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { addressRange, AddressRanges, type AddressRange, type OwnedRange } from '#operator/address-range.ts'
import builtIn from './built-in-known-good.json' with { type: 'json' }

/** How the values of a known-good list are compared: networks by address, names and digests as they are, host names with everything below them. */
export const knownGoodKinds = ['cidr', 'string', 'hostname'] as const

/** How the values of a known-good list are compared. */
export type KnownGoodKind = (typeof knownGoodKinds)[number]

/** Values in wide legitimate use. A warning that names one of them harms whoever follows it. */
export type KnownGoodList = { readonly name: string; readonly kind: KnownGoodKind; readonly values: readonly string[] }

/** Why a known-good list was refused. */
export type KnownGoodErrorCode = 'KNOWN_GOOD_UNREADABLE' | 'KNOWN_GOOD_KIND_UNSUPPORTED'

/** A known-good list that was refused as a whole, since one that is read in part protects nobody. */
export class KnownGoodError extends CodedError<KnownGoodErrorCode> {}

/** The lists that the gate always uses. */
export const builtInKnownGood = builtIn as readonly KnownGoodList[]

/** Known-good lists, compiled. */
export class KnownGood {
  readonly #ranges: AddressRanges<string>
  readonly #strings = new Map<string, string>()
  readonly #hosts = new Map<string, string>()

  /** @throws {KnownGoodError} `KNOWN_GOOD_UNREADABLE` for a network that is none. */
  constructor(lists: Iterable<KnownGoodList>) {
    const ranges: OwnedRange<string>[] = []
    for (const { name, kind, values } of lists) {
      for (const value of values) {
        if (kind === 'cidr') ranges.push({ range: networkOf(value, name), owner: name })
        else if (kind === 'hostname') this.#hosts.set(plainHost(value), name)
        else this.#strings.set(plainHost(value), name)
      }
    }
    this.#ranges = new AddressRanges(ranges)
  }

  /**
   * Returns the name of a list that holds `indicator`, or null.
   *
   * A range is held where it shares an address with a list, and a URL where its host is held: whoever blocks it may block the host.
   */
  listOf(indicator: Indicator): string | null {
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
