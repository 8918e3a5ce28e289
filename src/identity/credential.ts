import { createHash, randomBytes } from 'node:crypto'

/** Name of the session cookie; the prefix makes browsers bind it to this host and to secure transport. */
export const sessionCookie = '__Host-noroshi'

const tokenPrefix = 'nrs_'

/** Returns a fresh session value with 256 bits of randomness. */
export function newSessionValue(): string {
  return randomBytes(32).toString('base64url')
}

/** Returns a token made of 256 `bits`, in the form that clients send. */
export function tokenOf(bits: Buffer): string {
  return tokenPrefix + bits.toString('base64url')
}

/** Returns the hash under which a credential is stored; it has full entropy, so a plain hash is enough. */
export function hashCredential(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

/** What a request brings as proof of who asks. */
export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'session'; readonly value: string }
  | { readonly kind: 'token'; readonly value: string }
  | { readonly kind: 'unreadable' }

/** Reads the credential of a request: `Authorization: Bearer`, `Authorization: Basic` with the token as password, or the session cookie. */
export function readCredential(headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined }): Credential {
  if (headers.authorization !== undefined) return readAuthorization(headers.authorization)
  const value = new RegExp(`(?:^|;\\s*)${sessionCookie}=([\\w-]{43})(?:;|$)`).exec(headers.cookie ?? '')?.[1]
  return value === undefined ? { kind: 'none' } : { kind: 'session', value }
}

function readAuthorization(header: string): Credential {
  const bearer = /^Bearer +(\S{1,200})$/i.exec(header)?.[1]
  if (bearer !== undefined) return { kind: 'token', value: bearer }
  const basic = /^Basic +([A-Za-z0-9+/=]{1,600})$/i.exec(header)?.[1]
  if (basic === undefined) return { kind: 'unreadable' }
  const text = Buffer.from(basic, 'base64').toString('utf8')
  return { kind: 'token', value: text.slice(text.indexOf(':') + 1) }
}
