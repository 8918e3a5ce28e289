/** A line that holds an indicator. */
export type FoundLine = {
  /** Lines before it. */
  readonly line: number
  /** Place of the indicator in the list. */
  readonly indicator: number
  /** The line, cut where it is long. */
  readonly excerpt: string
}

const longestExcerpt = 400

/** A log may hold any bytes. */
const decoder = new TextDecoder()

/** Returns the line that begins at `start`, cut after 400 bytes. */
export function excerptOf(bytes: Uint8Array, start: number, length: number): string {
  const end = bytes.indexOf(0x0a, start)
  const whole = end < 0 || end > length ? length : end
  const cut = Math.min(whole, start + longestExcerpt)
  return decoder.decode(bytes.slice(start, cut)).replace(/\r$/, '') + (cut < whole ? ' …' : '')
}
