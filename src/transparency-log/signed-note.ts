import { concatBytes } from '#base/bytes.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { LogError } from './log-error.ts'
import { isKeyName } from './verifier-key.ts'

/** One line of signature under a note. Who signed is what the line claims. */
export type NoteSignature = {
  readonly name: string
  /** Eight hexadecimal digits. */
  readonly keyId: string
  readonly value: Uint8Array
}

/** A text with signatures (C2SP signed-note). */
export type Note = {
  /** Ends with a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

const keyIdBytes = 4
const mostSignatures = 64
// Holds the longest signature of any assigned type.
const longestSignature = 8192
const dash = '\u2014 '

/** Returns `note` as text. Without signatures it is unfinished, and no reader accepts it. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`
}

/** Returns one line of signature, newline included. */
export function formatSignature({ name, keyId, value }: NoteSignature): string {
  return `${dash}${name} ${concatBytes(Uint8Array.fromHex(keyId), value).toBase64()}\n`
}

/**
 * Returns the note that `text` writes, with nothing verified: neither text nor signatures mean anything yet.
 *
 * @throws {LogError} `NOTE_MALFORMED` for anything but a text, an empty line and signature lines; `NOTE_SIGNATURES_TOO_MANY` beyond 64;
 *   `NOTE_SIGNATURE_REPEATED` for two lines of one key.
 */
export function parseNote(text: string): Note {
  const end = text.lastIndexOf('\n\n')
  if (end < 0 || !text.endsWith('\n') || end + 2 === text.length) throw malformedNote('expected an empty line, then signatures')
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text) || !text.isWellFormed())
    throw malformedNote('expected text without control characters')
  const lines = text.slice(end + 2, -1).split('\n')
  if (lines.length > mostSignatures) {
    throw new LogError('NOTE_SIGNATURES_TOO_MANY', `Cannot read note: ${lines.length} signatures, expected at most ${mostSignatures}`)
  }
  const signatures = lines.map(parseSignature)
  refuseRepeated(signatures)
  return { text: text.slice(0, end + 1), signatures }
}

/**
 * Returns the signature that `line` writes, without its newline.
 *
 * @throws {LogError} `NOTE_MALFORMED` for anything else.
 */
export function parseSignature(line: string): NoteSignature {
  const [name = '', encoded = '', ...rest] = line.startsWith(dash) ? line.slice(dash.length).split(' ') : []
  const bytes = canonicalBase64(encoded, longestSignature)
  if (!isKeyName(name) || bytes === null || bytes.length <= keyIdBytes || rest.length > 0) {
    throw malformedNote('expected lines of a dash, a key name and canonical base64')
  }
  return { name, keyId: bytes.slice(0, keyIdBytes).toHex(), value: bytes.slice(keyIdBytes) }
}

function refuseRepeated(signatures: readonly NoteSignature[]): void {
  const seen = new Set<string>()
  for (const { name, keyId } of signatures) {
    if (seen.has(`${name}+${keyId}`)) {
      throw new LogError('NOTE_SIGNATURE_REPEATED', `Cannot read note: two signatures of ${name}+${keyId}, expected one of each key`)
    }
    seen.add(`${name}+${keyId}`)
  }
}

function malformedNote(expectation: string): LogError {
  return new LogError('NOTE_MALFORMED', `Cannot read note: ${expectation}`)
}
