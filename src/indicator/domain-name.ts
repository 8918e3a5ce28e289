import { parse } from 'tldts'
import type { RefusalReason } from './refusal.ts'

// Endings that no public registry sells and that name something all the same: RFC 2606, RFC 6761, RFC 6762, RFC 9476, private networks,
// and the alternative roots that malicious software uses.
const specialSuffixes = new Set([
  'alt',
  'bazar',
  'bit',
  'corp',
  'example',
  'home',
  'i2p',
  'internal',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'onion',
  'test',
])

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/**
 * Returns `text` as a domain name in normal form: lower-case A-labels (RFC 5890) without a dot at the end.
 *
 * A leading `*.` is taken off. The name needs two labels and an ending that a public registry or a standard knows.
 *
 * @returns the reason where it is no such name: `NOT_A_DOMAIN`, `SUFFIX_UNKNOWN`, or `SUFFIX_ALONE` for a name such as `co.jp`.
 */
export function domainName(text: string): { readonly value: string } | { readonly refusal: RefusalReason } {
  const value = hostName(text.trim().replace(/^\*\./, ''))
  if (value === null || !value.includes('.')) return { refusal: 'NOT_A_DOMAIN' }
  if (hasSpecialSuffix(value)) return { value }
  const parsed = parse(value, { allowPrivateDomains: false, extractHostname: false, validateHostname: false, mixedInputs: false })
  if (parsed.isIcann !== true) return { refusal: 'SUFFIX_UNKNOWN' }
  return parsed.domain === null ? { refusal: 'SUFFIX_ALONE' } : { value }
}

/** Returns `text` as a host name in lower-case A-labels, of one label or more, whatever its ending, or null if it is none. */
export function hostName(text: string): string | null {
  if (text.length > 1000 || text === '' || /[\s/@:%?#[\]\\<>^|]/.test(text)) return null
  const host = asciiHost(text)?.replace(/\.$/, '') ?? ''
  const labels = host.split('.')
  if (host.length > 253 || !labels.every((part) => label.test(part))) return null
  return /^(?:\d+|0x[\da-f]*)$/.test(labels.at(-1) ?? '') ? null : host
}

/** Tells whether `label`, in A-label or Unicode form, is a top-level domain or one of the special endings. */
export function isTopLevel(topLevel: string): boolean {
  const host = hostName(topLevel)
  if (host === null || host.includes('.')) return false
  return (
    specialSuffixes.has(host) ||
    parse(`x.${host}`, { allowPrivateDomains: false, extractHostname: false, validateHostname: false }).isIcann === true
  )
}

function hasSpecialSuffix(host: string): boolean {
  return specialSuffixes.has(host.slice(host.lastIndexOf('.') + 1))
}

function asciiHost(text: string): string | null {
  try {
    return new URL(`http://${text}`).hostname
  } catch {
    return null
  }
}
