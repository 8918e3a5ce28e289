import { hostName } from './domain-name.ts'
import { addressOrRange } from './ip-range.ts'

const defangedScheme = /^(?:h(?:xx|tx|xt)ps?|fxps?|meows?):/i
const withScheme = /^[a-z][a-z0-9+.-]{1,30}:\/\/[^/?#]/i

/** Tells whether `text` begins with a scheme and an authority, as in `https://host`. */
export function hasScheme(text: string): boolean {
  return withScheme.test(text)
}

/**
 * Returns `text` as a URL in the form of the URL Standard, or null if it is none.
 *
 * Any scheme with a host will do (`smb://`, `tcp://`) but those that only take the danger out of a URL (`hxxp://`), and the host gets the normal form of host names and addresses under all of them.
 */
export function webAddress(text: string): string | null {
  if (!hasScheme(text) || defangedScheme.test(text)) return null
  const url = parseUrl(text)
  const host = url === null || url.host === '' ? null : normalHost(url.hostname)
  if (url === null || host === null) return null
  const secret = url.password === '' ? '' : `:${url.password}`
  const user = url.username === '' && secret === '' ? '' : `${url.username}${secret}@`
  const port = url.port === '' ? '' : `:${url.port}`
  return `${url.protocol}//${user}${host}${port}${url.pathname}${url.search}${url.hash}`
}

function normalHost(host: string): string | null {
  const address = addressOrRange(host)
  if (address?.type === 'ipv4') return address.value
  if (address?.type === 'ipv6') return `[${address.value}]`
  const plain = decode(host)
  return plain === null ? null : hostName(plain)
}

function decode(host: string): string | null {
  try {
    return decodeURIComponent(host)
  } catch {
    return null
  }
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
