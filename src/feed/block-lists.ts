import { addressOrRange, prefixesOf } from '#indicator/ip-range.ts'
import type { IndicatorType } from '#indicator/indicator.ts'

/** A plain list of values, one a line, as firewalls, resolvers and scanners read them. */
export type BlockList = { readonly name: string; readonly types: readonly IndicatorType[]; readonly holds: string }

/** Every plain list. The names are part of addresses that clients keep; they never change. */
export const blockLists: readonly BlockList[] = [
  { name: 'ipv4', types: ['ipv4', 'ipv4-range'], holds: 'IPv4 addresses and prefixes' },
  { name: 'ipv6', types: ['ipv6', 'ipv6-range'], holds: 'IPv6 addresses and prefixes' },
  { name: 'domains', types: ['domain'], holds: 'domain names' },
  { name: 'urls', types: ['url'], holds: 'URLs' },
  { name: 'emails', types: ['email'], holds: 'e-mail addresses' },
  { name: 'md5', types: ['md5'], holds: 'MD5 digests of files' },
  { name: 'sha1', types: ['sha1'], holds: 'SHA-1 digests of files' },
  { name: 'sha256', types: ['sha256'], holds: 'SHA-256 digests of files' },
  { name: 'file-names', types: ['file-name'], holds: 'names of files' },
]

// A value with one of these would be two lines, or none, to what reads the list: to some readers U+2028 and U+2029 end a line, too.
const endsLines = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** Returns the lines that stand for one value: itself, prefixes where a range is no single one, and none for what no line can hold. */
export function linesOf(type: IndicatorType, value: string): readonly string[] {
  if (endsLines.test(value)) return []
  if ((type !== 'ipv4-range' && type !== 'ipv6-range') || value.includes('/')) return [value]
  const range = addressOrRange(value)
  return range?.type === 'ipv4-range' || range?.type === 'ipv6-range' ? prefixesOf(range) : []
}
