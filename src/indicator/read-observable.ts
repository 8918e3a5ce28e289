import { domainName } from './domain-name.ts'
import { longestValue, type Indicator, type IndicatorType } from './indicator.ts'
import { addressOrRange } from './ip-range.ts'
import { plainValue } from './plain-text.ts'
import type { RefusalReason } from './refusal.ts'
import { hasScheme, webAddress } from './web-address.ts'

/** What a source says that a value is: a type, or something that only the value itself settles. */
export type ObservableKind = IndicatorType | 'address' | 'host' | 'hash'

/** What became of a value: an indicator, or the reason why not. Both, where only a part of it could be taken over. */
export type Observed =
  | { readonly indicator: Indicator; readonly refusal: null }
  | { readonly indicator: null; readonly refusal: RefusalReason }
  | { readonly indicator: Indicator; readonly refusal: 'SCHEME_MISSING' }

/**
 * Returns what `text` is when its source calls it a `kind`.
 *
 * Defanged and full-width forms are undone where the text as it stands is no such thing, so that what we wrote reads back unchanged.
 */
export function readObservable(kind: ObservableKind, text: string): Observed {
  const trimmed = text.trim()
  if (trimmed === '') return refused('VALUE_MISSING')
  if (trimmed.length > longestValue) return refused('VALUE_TOO_LONG')
  const asItStands = readPlain(kind, trimmed)
  if (asItStands.refusal === null || kind === 'file-name') return asItStands
  const plain = plainValue(trimmed)
  return plain === trimmed ? asItStands : readPlain(kind, plain)
}

function readPlain(kind: ObservableKind, plain: string): Observed {
  switch (kind) {
    case 'address':
    case 'ipv4':
    case 'ipv4-range':
    case 'ipv6':
    case 'ipv6-range':
      return address(plain)
    case 'host':
    case 'domain':
      return host(plain)
    case 'url':
      return url(plain)
    case 'email':
      return email(plain)
    case 'hash':
    case 'md5':
    case 'sha1':
    case 'sha256':
      return hash(kind, plain)
    case 'file-name':
      return fileName(plain)
    case 'cve':
      return cve(plain)
  }
}

/** Returns the hash that `text` is by its length, or null. */
export function hashOf(text: string): Indicator | null {
  if (!/^[\da-f]+$/i.test(text)) return null
  const value = text.toLowerCase()
  if (value.length === 32) return { type: 'md5', value }
  if (value.length === 40) return { type: 'sha1', value }
  return value.length === 64 ? { type: 'sha256', value } : null
}

function refused(refusal: RefusalReason): Observed {
  return { indicator: null, refusal }
}

function taken(indicator: Indicator): Observed {
  return { indicator, refusal: null }
}

function address(text: string): Observed {
  const indicator = addressOrRange(text)
  return indicator === null ? refused('NOT_AN_ADDRESS') : taken(indicator)
}

function host(text: string): Observed {
  const indicator = addressOrRange(text)
  if (indicator !== null) return taken(indicator)
  const name = domainName(text)
  if ('value' in name) return taken({ type: 'domain', value: name.value })
  return name.refusal === 'NOT_A_DOMAIN' && text.includes('/') ? url(text) : refused(name.refusal)
}

function url(text: string): Observed {
  if (hasScheme(text)) {
    const value = webAddress(text)
    if (value === null) return refused('NOT_A_URL')
    return value.length > longestValue ? refused('VALUE_TOO_LONG') : taken({ type: 'url', value })
  }
  // Which scheme is missing is anyone's guess; the host is certain.
  const [, name = '', rest] = /^([^/?#]*)(.*)$/s.exec(text) ?? []
  if (name === '' || name.includes('@')) return refused('NOT_A_URL')
  const bare = name.replace(/:\d{1,5}$/, '')
  const found = addressOrRange(bare) ?? asDomain(bare)
  if (found === null) return refused('NOT_A_URL')
  return rest === '' ? taken(found) : { indicator: found, refusal: 'SCHEME_MISSING' }
}

function asDomain(text: string): Indicator | null {
  const name = domainName(text)
  return 'value' in name ? { type: 'domain', value: name.value } : null
}

function email(text: string): Observed {
  const bare = /^[^<>]*<([^<>]*)>$/.exec(text)?.[1] ?? text.replace(/^mailto:/i, '')
  const at = bare.lastIndexOf('@')
  const local = bare.slice(0, at)
  // Dots may stand anywhere: Japanese carriers have given out addresses such as "a..b.@".
  if (at < 1 || !/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(local)) return refused('NOT_AN_EMAIL')
  const name = domainName(bare.slice(at + 1))
  return 'value' in name ? taken({ type: 'email', value: `${local.toLowerCase()}@${name.value}` }) : refused('NOT_AN_EMAIL')
}

function hash(kind: 'hash' | 'md5' | 'sha1' | 'sha256', text: string): Observed {
  const indicator = hashOf(text.replace(/^0x/i, ''))
  return indicator === null || (kind !== 'hash' && indicator.type !== kind) ? refused('NOT_A_HASH') : taken(indicator)
}

function cve(text: string): Observed {
  const value = text.toUpperCase().replace(/[‐‑‒–—−ー]/g, '-')
  return /^CVE-\d{4}-(?:0\d{3}|[1-9]\d{3,18})$/.test(value) ? taken({ type: 'cve', value }) : refused('NOT_A_CVE')
}

function fileName(text: string): Observed {
  // One kind of separator in a path, so that a path has one spelling.
  const value = text.includes('\\') ? text.replaceAll('/', '\\') : text
  const malformed = /[\u0000-\u001f\u007f]/.test(value) || /[\\/]$/.test(value) || /^\.{1,2}$/.test(value) || !value.isWellFormed()
  return malformed ? refused('NOT_A_FILE_NAME') : taken({ type: 'file-name', value })
}
