import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { hashText } from './fingerprint.ts'

const firstLine = 'noroshi-warning-1\n'

/**
 * Returns the text that the release gate signs of one version of a warning: the line `noroshi-warning-1`, then the canonical JSON (RFC 8785) of what
 * every recipient gets of it, then a newline.
 */
export function formatWarningStatement(warning: JsonObject): string {
  return `${firstLine}${canonicalJson(warning)}\n`
}

/** Returns the canonical JSON within a statement. */
export function jsonOfStatement(statement: string): string {
  return statement.slice(firstLine.length, -1)
}

/** Returns the digest by which the log names a statement: SHA-256 in hexadecimal. */
export function digestOfStatement(statement: string): string {
  return hashText(statement)
}

/** Returns of a warning as one recipient got it what all get whenever they ask: without its place in the own order, where it stands on that day, and the signature. */
export function statedPart({ sequence: _place, state: _state, signature: _signature, ...warning }: JsonObject): JsonObject {
  return warning
}
