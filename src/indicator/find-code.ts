import { claimed, claimMatches, type Findings } from './mention.ts'
import { defangedDot } from './plain-text.ts'
import { hashOf, readObservable } from './read-observable.ts'

// What runs on behind is the name of a host or file: `d41d….cdn.example`, `CVE-2024-12345-poc.zip`.
const runsOn = `[_-][0-9A-Za-z]|[.${defangedDot}][0-9A-Za-z]`
const hexadecimal = new RegExp(`(?<![0-9A-Za-z])[\\da-f]{32,128}(?![0-9A-Za-z]|${runsOn})`, 'gi')
const otherHashLengths = new Set([56, 96, 128])
const cve = new RegExp(`(?<![0-9A-Za-z])CVE ?[-‐‑‒–—−ー] ?\\d{4} ?[-‐‑‒–—−ー] ?\\d{4,19}(?!\\d|${runsOn})`, 'gi')
const technique = /(?<![0-9A-Za-z_.])T[01]\d{3}(?:\.\d{3})?(?![0-9A-Za-z_]|\.[0-9A-Za-z])/g

/** Finds MD5, SHA-1 and SHA-256 hashes by their length, and names SHA-224, SHA-384 and SHA-512 hashes as refused. */
export function findHashes(text: string): Findings {
  return claimMatches(text, hexadecimal, (match) => {
    const [value] = match
    const indicator = hashOf(value)
    if (indicator !== null) return claimed(match.index, value, { value, observed: { indicator, refusal: null } })
    if (!otherHashLengths.has(value.length)) return null
    return claimed(match.index, value, { value, observed: { indicator: null, refusal: 'HASH_KIND_UNSUPPORTED' } })
  })
}

/** Finds CVE ids, also with the hyphens that Japanese input methods write. */
export function findCves(text: string): Findings {
  return claimMatches(text, cve, (match) => {
    const [value] = match
    return claimed(match.index, value, { value, observed: readObservable('cve', value.replaceAll(' ', '')) })
  })
}

/** Finds ids of ATT&CK techniques. */
export function findTechniques(text: string): Findings {
  return claimMatches(text, technique, (match) => {
    const [value] = match
    return { start: match.index, length: value.length, mention: { at: match.index, kind: 'technique', value } }
  })
}
