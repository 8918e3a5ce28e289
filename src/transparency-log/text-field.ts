import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { LogError } from './log-error.ts'
import { hashBytes, type Hash } from './merkle-tree.ts'

const hashCharacters = 44

/**
 * Returns hostile `bytes` as text.
 *
 * A byte order mark is kept as a character, where no format allows one, so that one text has one sequence of bytes.
 *
 * @throws {LogError} `TEXT_TOO_LARGE` beyond `maxBytes`; `TEXT_NOT_UTF8`; `TEXT_CONTROL_CHARACTER` for control characters other than newline
 *   and tab, the carriage return among them.
 */
export function readText(bytes: Uint8Array, maxBytes: number): string {
  if (bytes.length > maxBytes) throw new LogError('TEXT_TOO_LARGE', `Cannot read ${bytes.length} bytes: expected at most ${maxBytes}`)
  const text = decode(bytes)
  const control = text.search(/[\u0000-\u0008\u000b-\u001f\u007f]/)
  if (control >= 0) throw new LogError('TEXT_CONTROL_CHARACTER', `Cannot read text: control character at ${control}`)
  return text
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new LogError('TEXT_NOT_UTF8', 'Cannot read text: the bytes are not UTF-8', { cause })
  }
}

/**
 * Returns the number that `text` writes in decimal, without sign and leading zeros.
 *
 * @throws {LogError} `NUMBER_MALFORMED` otherwise, and beyond 2^53 - 1, where JavaScript's numbers stop being exact.
 */
export function readNumber(text: string): number {
  const number = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(number)) return number
  throw new LogError('NUMBER_MALFORMED', `Cannot read number "${text.slice(0, 40)}": expected a decimal from 0 to 2^53 - 1`)
}

/**
 * Returns the hash that `text` writes in base64.
 *
 * @throws {LogError} `HASH_MALFORMED` unless it is the one base64 text of 32 bytes.
 */
export function readHash(text: string): Hash {
  const hash = canonicalBase64(text, hashCharacters)
  if (hash?.length === hashBytes) return hash
  throw new LogError('HASH_MALFORMED', `Cannot read hash "${text.slice(0, hashCharacters)}": expected canonical base64 of 32 bytes`)
}
