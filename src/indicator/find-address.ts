import { addressOrRange } from './ip-range.ts'
import { claimed, claimMatches, type Findings } from './mention.ts'
import { pathBehind } from './find-web.ts'
import { defangedDot, withDots } from './plain-text.ts'
import type { Observed } from './read-observable.ts'

const dot = `[.${defangedDot}]`
const four = `\\d{1,3}(?:${dot}\\d{1,3}){3}`
const hyphen = ' ?[-‐‑‒–—−~〜～] ?'
// "192.0.2.1-static.example" is a host name, "192.0.2.1-based" is not.
const hostBehind = `-[A-Za-z0-9-]{1,63}(?:${dot}[A-Za-z0-9-]{1,63}){0,3}?${dot}[A-Za-z]`
const ipv4 = new RegExp(
  `(?<![A-Za-z0-9_.${defangedDot}])(${four})` +
    `(?:(/\\d{1,3})(?!\\d)|(?:${hyphen}|から)(${four})(?![\\d])|(-\\d{1,3})(?![\\d.A-Za-z]))?` +
    `(?![A-Za-z_\\d]|${dot}[A-Za-z0-9]|${hostBehind})`,
  'g',
)
const six = `[\\da-f]{0,4}:[\\da-f:.${defangedDot}]{1,45}`
const ipv6 = new RegExp(`(?<![A-Za-z0-9_:.${defangedDot}])(${six})(?:(/\\d{1,3})(?!\\d)|${hyphen}(${six}))?(?![A-Za-z0-9_])`, 'gi')

const sentenceEnd = new RegExp(`(?:${dot}|(?<!:):)+$`)

/** Finds IPv6 addresses, prefixes and ranges. */
export function findIpv6(text: string): Findings {
  return claimMatches(text, ipv6, (match) => {
    const [whole = '', first = '', prefix, last] = match
    const candidates = prefix === undefined && last === undefined ? [first] : [whole, first]
    for (const candidate of candidates) {
      // A dot or colon at the end is the sentence's.
      const written = candidate.replace(sentenceEnd, '')
      const value = withDots(written)
      const indicator = /[\da-f]/i.test(value) ? addressOrRange(value) : null
      if (indicator !== null) return claimed(match.index, written, { value, observed: { indicator, refusal: null } })
    }
    return null
  })
}

/**
 * Finds IPv4 addresses, prefixes and ranges (`192.0.2.1-192.0.2.9`, `192.0.2.1-9`, `192.0.2.1から192.0.2.9まで`). Four numbers that are no
 * address, such as `300.1.1.1`, are refused by name.
 */
export function findIpv4(text: string): Findings {
  return claimMatches(text, ipv4, (match) => {
    const [whole = '', first = ''] = match
    const range = rangeText(text, match)
    const wholeRange = range === null ? null : addressOrRange(withDots(range))
    const indicator = wholeRange ?? addressOrRange(withDots(first))
    const written = wholeRange === null ? first : whole
    const path = written === first ? pathBehind(text, match.index + first.length) : ''
    const observed: Observed =
      indicator === null
        ? { indicator, refusal: 'NOT_AN_ADDRESS' }
        : path === ''
          ? { indicator, refusal: null }
          : { indicator, refusal: 'SCHEME_MISSING' }
    return claimed(match.index, written + path, { value: withDots(written + path), observed })
  })
}

/** Returns the prefix or range that `match` writes, or null. "AからBまで" is a range; "AからBへ" is a way from one to the other. */
function rangeText(text: string, match: RegExpExecArray): string | null {
  const [whole = '', first = ''] = match
  if (whole === first) return null
  if (!whole.includes('から')) return whole
  return text.startsWith('まで', match.index + whole.length) ? whole.replace('から', '-') : null
}
