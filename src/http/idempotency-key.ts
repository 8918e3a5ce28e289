import { Problem } from './problem.ts'

/**
 * Returns the key of the header Idempotency-Key, under which a retry finds what the first request made.
 *
 * @throws {Problem} 400 `IDEMPOTENCY_KEY_MISSING` if it is absent or of another form.
 */
export function readIdempotencyKey(header: string | readonly string[] | undefined): string {
  // The key comes from the client; it is stored and compared, never interpreted.
  if (typeof header === 'string' && /^[\w.:-]{8,128}$/.test(header)) return header
  throw new Problem(
    400,
    'IDEMPOTENCY_KEY_MISSING',
    'This needs the header Idempotency-Key: 8 to 128 letters, digits, dots, colons, hyphens or underscores',
  )
}
