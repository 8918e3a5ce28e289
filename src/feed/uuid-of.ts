import { createHash } from 'node:crypto'
import { uuidBytes, uuidOfBytes } from '#base/uuid-bytes.ts'

/** The space of names that are addresses (RFC 9562, section 6.6). */
export const addressSpace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'

/** Returns the UUID that `name` has in the space of another UUID (version 5, RFC 9562, section 5.5). Of a random space it tells nothing but that. */
export function uuidOf(space: string, name: string): string {
  const bytes = createHash('sha1').update(uuidBytes(space)).update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return uuidOfBytes(bytes)
}
