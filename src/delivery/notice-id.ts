import { createHash } from 'node:crypto'
import { uuidOfBytes } from '#base/uuid-bytes.ts'

/** Returns a UUID that follows from `subject` alone, so that telling the same thing again makes no second notice (RFC 9562 section 5.8). */
export function noticeIdOf(subject: string): string {
  const bytes = createHash('sha256').update(subject).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x0f) | 0x80
  return uuidOfBytes(bytes)
}
