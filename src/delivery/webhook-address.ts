import { isIP } from 'node:net'

/** What an installation allows of webhooks. */
export type WebhookRules = {
  /** Host names that every organisation may use; `*.chat.example` takes every name below in. */
  readonly hosts: readonly string[]
  /** True lets webhooks go to this machine and to private networks, over plain HTTP and to any port: for tests and demonstrations alone. */
  readonly allowPrivate: boolean
}

/** Why an address cannot be a webhook. */
export type WebhookFault = 'NOT_AN_ADDRESS' | 'NOT_HTTPS' | 'HAS_CREDENTIALS' | 'HOST_IS_AN_ADDRESS' | 'PORT_NOT_ALLOWED'

const ports = new Set(['', '443', '8443'])

/** Returns the address as a webhook is called, or why it is none. A fragment goes; it never leaves this machine anyway. */
export function readWebhookAddress(text: string, { allowPrivate }: WebhookRules): URL | WebhookFault {
  const url = URL.parse(text)
  if (url === null || text.length > 2_000 || !/^https?:$/.test(url.protocol) || url.hostname === '') return 'NOT_AN_ADDRESS'
  if (url.username !== '' || url.password !== '') return 'HAS_CREDENTIALS'
  url.hash = ''
  if (allowPrivate) return url
  if (url.protocol !== 'https:') return 'NOT_HTTPS'
  if (isIP(bareHost(url)) !== 0) return 'HOST_IS_AN_ADDRESS'
  // A name without a dot, or with one at its end alone, is one of this network.
  if (!/^[^.]+(?:\.[^.]+)+$/.test(url.hostname)) return 'NOT_AN_ADDRESS'
  return ports.has(url.port) ? url : 'PORT_NOT_ALLOWED'
}

/** Tells whether every organisation may have webhooks at `host`. */
export function isAllowedHost(host: string, { hosts }: WebhookRules): boolean {
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) && host.length > one.length - 1 : one === host))
}

/** Returns the host of `url` without the brackets of an IPv6 address. */
export function bareHost({ hostname }: URL): string {
  return hostname.replaceAll(/^\[|\]$/g, '')
}
