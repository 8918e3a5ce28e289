import ipaddr from 'ipaddr.js'
import type { Indicator } from './indicator.ts'

const hyphens = /\s*[-‐‑‒–—−~〜～]\s*/

const addressCharacters = /^(?:\d{1,3}\.[\d.]{5,11}|[\da-f]{0,4}:[\da-f:.]+)$/i

/**
 * Returns the address or range that `text` writes, in normal form, or null if it writes none.
 *
 * Reads single addresses, prefixes (`192.0.2.0/24`), and ranges (`192.0.2.1-192.0.2.9`, `192.0.2.1-9`). A range that is exactly one prefix
 * becomes that prefix, and a range of one address that address. IPv6 addresses that carry an IPv4 address (`::ffff:192.0.2.1`) become IPv4.
 * Shortened, octal and hexadecimal IPv4 forms are not read, because tools disagree about what they mean.
 */
export function addressOrRange(text: string): Indicator | null {
  const trimmed = text.trim().replace(/^\[([^\]]*)\]$/, '$1')
  if (trimmed.length > 100) return null
  const single = parseAddress(trimmed)
  if (single !== null) return rangeOf(single, single)
  const slash = trimmed.indexOf('/')
  if (slash >= 0) return prefixOf(trimmed.slice(0, slash), trimmed.slice(slash + 1))
  const [first, last, more] = trimmed.split(hyphens)
  return first === undefined || last === undefined || more !== undefined ? null : dashedRange(first, last)
}

/** Returns the prefixes that together are exactly the addresses of `range`, as few as possible, from low to high. */
export function prefixesOf(range: Indicator & { readonly type: 'ipv4-range' | 'ipv6-range' }): string[] {
  if (range.value.includes('/')) return [range.value]
  const [first, last] = range.value.split('-').map((part) => parseAddress(part))
  if (!first || !last) return []
  const prefixes: string[] = []
  for (let low = first.number; low <= last.number;) {
    let size = 0n
    while ((low & ((1n << (size + 1n)) - 1n)) === 0n && low + (1n << (size + 1n)) - 1n <= last.number && size < BigInt(first.bits)) size++
    prefixes.push(`${addressText({ ...first, number: low })}/${first.bits - Number(size)}`)
    low += 1n << size
  }
  return prefixes
}

/** Returns the one address or range that `prefixes` cover from low to high without a gap or an overlap, or null if they do not. */
export function joinPrefixes(prefixes: readonly string[]): Indicator | null {
  const spans = prefixes.map(spanOf)
  let whole: Span | null = null
  for (const span of spans) {
    if (span === null) return null
    if (whole === null) whole = span
    else if (span.first.bits === whole.last.bits && span.first.number === whole.last.number + 1n)
      whole = { first: whole.first, last: span.last }
    else return null
  }
  return whole === null ? null : rangeOf(whole.first, whole.last)
}

type Address = { readonly bits: 32 | 128; readonly number: bigint }
type Span = { readonly first: Address; readonly last: Address }

function parseAddress(text: string): Address | null {
  // The library tries and throws, which costs twenty times as much as this look at the characters.
  if (!addressCharacters.test(text)) return null
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return fromBytes(ipaddr.IPv4.parse(text).toByteArray())
  if (!ipaddr.IPv6.isValid(text)) return null
  const address = ipaddr.IPv6.parse(text)
  return fromBytes((address.isIPv4MappedAddress() ? address.toIPv4Address() : address).toByteArray())
}

function fromBytes(bytes: readonly number[]): Address {
  return { bits: bytes.length === 4 ? 32 : 128, number: bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) }
}

function addressText(address: Address): string {
  const bytes = Array.from({ length: address.bits / 8 }, (_, index) =>
    Number((address.number >> BigInt(address.bits - 8 - 8 * index)) & 255n),
  )
  const built = ipaddr.fromByteArray(bytes)
  return built.kind() === 'ipv4' ? built.toString() : (built as ipaddr.IPv6).toRFC5952String()
}

function prefixOf(address: string, length: string): Indicator | null {
  const span = spanOf(`${address}/${length}`)
  return span === null ? null : rangeOf(span.first, span.last)
}

function spanOf(prefix: string): Span | null {
  const [text = '', length = ''] = prefix.split('/')
  const address = parseAddress(text)
  if (address === null || !/^\d{1,3}$/.test(length) || prefix.split('/').length !== 2) return null
  // A prefix on an IPv6 address that carries an IPv4 address counts the 96 bits before it.
  const hostBits = BigInt(text.includes(':') ? 128 : 32) - BigInt(length)
  if (hostBits < 0n || hostBits > BigInt(address.bits)) return null
  const low = (address.number >> hostBits) << hostBits
  return { first: { ...address, number: low }, last: { ...address, number: low + (1n << hostBits) - 1n } }
}

function dashedRange(first: string, last: string): Indicator | null {
  const low = parseAddress(first)
  // "192.0.2.1-9" counts on in the last number.
  const high = parseAddress(/^\d{1,3}$/.test(last) ? `${first.slice(0, first.lastIndexOf('.') + 1)}${last}` : last)
  return low === null || high === null || low.bits !== high.bits || low.number > high.number ? null : rangeOf(low, high)
}

function rangeOf(first: Address, last: Address): Indicator {
  const four = first.bits === 32
  if (first.number === last.number) return { type: four ? 'ipv4' : 'ipv6', value: addressText(first) }
  const type = four ? 'ipv4-range' : 'ipv6-range'
  const size = last.number - first.number + 1n
  const hostBits = size.toString(2).length - 1
  const onePrefix = (size & (size - 1n)) === 0n && (first.number & (size - 1n)) === 0n
  return { type, value: onePrefix ? `${addressText(first)}/${first.bits - hostBits}` : `${addressText(first)}-${addressText(last)}` }
}
