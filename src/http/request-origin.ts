import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from './problem.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a request that another site made a browser send: with a session cookie, every act must carry the header `Noroshi-Request` and come from our own pages.
 *
 * @throws {Problem} 403 `CROSS_SITE_REFUSED`.
 */
export function refuseCrossSite(method: string, headers: IncomingHttpHeaders): void {
  if (safeMethods.has(method)) return
  const site = headers['sec-fetch-site']
  if (headers['noroshi-request'] === '1' && (site === undefined || site === 'same-origin' || site === 'none')) return
  throw new Problem(
    403,
    'CROSS_SITE_REFUSED',
    'A request with a session cookie needs the header Noroshi-Request: 1 and must come from this site',
  )
}

const forwardedNames = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/** Tells whether a request says that it came through a proxy. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return forwardedNames.some((header) => headers[header] !== undefined)
}

/**
 * Refuses what a demonstration must not see: another host name (DNS rebinding) or a proxy in front of it.
 *
 * @throws {Problem} 421 `HOST_REFUSED` or 400 `FORWARDED_REFUSED`.
 */
export function refuseForeignHost(headers: IncomingHttpHeaders): void {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (name !== 'localhost' && name !== '127.0.0.1' && name !== '[::1]') {
    throw new Problem(421, 'HOST_REFUSED', 'The demonstration answers on localhost alone; the Host header names something else')
  }
  const forwarded = forwardedNames.find((header) => headers[header] !== undefined)
  if (forwarded !== undefined)
    throw new Problem(400, 'FORWARDED_REFUSED', `The demonstration refuses the header ${forwarded}: it must not stand behind a proxy`)
}
