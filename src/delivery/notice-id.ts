import { createHash } from 'node:crypto'

/** Returns a UUID that follows from `subject` alone, so that telling the same thing again makes no second notice (RFC 9562 section 5.8). */
export function noticeIdOf(subject: string): string {
  const hex = createHash('sha256').update(subject).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
