import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonObject, type JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, objectAt, textAt } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { decryptWith, encryptFor } from './age-file.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import type { Filing } from './filing-schema.ts'

/** A filing on its way without a network: signed by a code of an operator's kit instead of a person's key. */
export type OfflineFiling = {
  /** Id of the operator's organisation. */
  readonly operator: string
  /** Ed25519 public key of the code, base64 of 32 bytes. */
  readonly code: string
  readonly filing: Filing
}

/** Largest `report.age` in bytes. */
export const largestOfflineFile = 2_000_000

const limits = { maxBytes: largestOfflineFile, maxDepth: 20, maxKeys: 150_000 }

/**
 * Returns the file `report.age`: the whole filing encrypted to the intake key of the server, so that a stick that is found tells nothing.
 *
 * @param intake Hybrid recipient out of the directory.
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if `intake` is not hybrid; `CONTENT_TOO_LARGE` beyond two megabytes.
 */
export async function writeOfflineFile({ operator, code, filing }: OfflineFiling, intake: string): Promise<Uint8Array> {
  const file = await encryptFor(intake, utf8(canonicalJson({ format: 'noroshi-offline-1', operator, code, filing })))
  if (file.length <= largestOfflineFile) return file
  throw new EnvelopeError('CONTENT_TOO_LARGE', `Cannot seal ${file.length} bytes: expected at most ${largestOfflineFile}`)
}

/**
 * Returns what `writeOfflineFile` wrote, its filing still unchecked: anybody can encrypt to the intake key.
 *
 * @param identities age identities of the intake, newest first.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for anything else.
 */
export async function readOfflineFile(
  file: Uint8Array,
  identities: readonly string[],
): Promise<Omit<OfflineFiling, 'filing'> & { readonly filing: JsonObject }> {
  if (file.length > largestOfflineFile) throw unreadable()
  for (const identity of identities) {
    const content = await decryptWith(identity, file).catch(() => null)
    if (content !== null) return offlineFiling(parsed(content))
  }
  throw unreadable()
}

/** Returns the SHA-256 of `file` in hex: the name by which whoever holds the file asks for its receipt. */
export async function offlineFileDigest(file: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', file)).toHex()
}

/** Returns the check code of a file: sixteen digits out of its digest in groups of four, to be read out on the telephone. */
export function checkCodeOf(digest: string): string {
  const number = BigInt(`0x${digest.slice(0, 32)}`) % 10n ** 16n
  return number
    .toString()
    .padStart(16, '0')
    .replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, limits)
  } catch {
    return null
  }
}

function offlineFiling(content: JsonValue) {
  if (!isJsonObject(content) || content['format'] !== 'noroshi-offline-1') throw unreadable()
  const operator = textAt(content, 'operator')
  const code = textAt(content, 'code')
  const filing = objectAt(content, 'filing')
  if (operator === null || code === null || filing === null) throw unreadable()
  return { operator, code, filing }
}
