import { createHash } from 'node:crypto'

/** The space of names that are addresses (RFC 9562, section 6.6). */
export const addressSpace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'

/** Returns the UUID that `name` has in the space of another UUID (version 5, RFC 9562, section 5.5). Of a random space it tells nothing but that. */
export function uuidOf(space: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest('hex')
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`
}
