import { hostName } from '#indicator/domain-name.ts'
import { plainValue } from '#indicator/plain-text.ts'

const namesBeyondAscii = /[\p{L}\p{N}-]+(?:[.。．｡][\p{L}\p{N}-]+)+/gu

/** Returns a line as it is meant: no sign defanged or invisible, and names with letters beyond ASCII in A-labels (RFC 5890). */
export function plainLine(line: string): string {
  return plainValue(line).replace(namesBeyondAscii, (name) => (/[^\p{ASCII}]/u.test(name) ? (hostName(name) ?? name) : name))
}
