import { getDomain } from 'tldts'
import type { Indicator } from './indicator.ts'
import { readObservable } from './read-observable.ts'

/** Returns the host of a URL as an indicator, the name above a host name, or null where nothing is above it. */
export function parentOf(indicator: Indicator): Indicator | null {
  if (indicator.type === 'url') {
    const host = new URL(indicator.value).hostname.replaceAll(/^\[|\]$/gu, '')
    const { indicator: found } = readObservable('host', host)
    return found?.type === 'url' ? null : found
  }
  if (indicator.type !== 'domain') return null
  const own = getDomain(indicator.value, { allowPrivateDomains: true })
  return own === null || own === indicator.value ? null : { type: 'domain', value: own }
}

/**
 * Returns what of an indicator others can use: of a mail address the domain, of a path the name of the file, of a URL what is neither user name, query nor
 * fragment, which is where links carry whom they were sent to. Whether it may go out is another question.
 */
export function stripped(indicator: Indicator): Indicator | null {
  switch (indicator.type) {
    case 'email':
      return readObservable('domain', indicator.value.slice(indicator.value.lastIndexOf('@') + 1)).indicator
    case 'file-name':
      return readObservable('file-name', (/[^\\/]*$/u.exec(indicator.value)?.[0] ?? '').toLowerCase()).indicator
    case 'url':
      return strippedUrl(indicator.value)
    case 'domain':
    case 'ipv4':
    case 'ipv4-range':
    case 'ipv6':
    case 'ipv6-range':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'cve':
      return indicator
  }
}

function strippedUrl(value: string): Indicator {
  const url = new URL(value)
  url.username = ''
  url.password = ''
  url.search = ''
  url.hash = ''
  return { type: 'url', value: url.href }
}
