import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { decryptWith, encryptFor } from './age-file.ts'
import { canonicalBase64 } from './canonical-base64.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import { padToBucket, unpad } from './size-bucket.ts'

/** Most terms of one deny list. */
export const mostDenyTerms = 1_000

/** Longest term of a deny list, in UTF-16 code units. */
export const longestDenyTerm = 200

/** Bytes of the largest bucket that a deny list fills, its length prefix included. */
const largestBucketBytes = 256 * 1024

/** Longest base64 text of a sealed deny list, in characters: the largest bucket with header, nonce and tags of an age file. */
export const longestDenyList = 360_000

const format = 'noroshi-deny-list-1'
const limits = { maxBytes: largestBucketBytes, maxDepth: 3, maxKeys: 10 }

/**
 * Returns `terms` sealed to the release gate alone: one age file, in base64.
 *
 * It is padded to a size bucket, so that nobody learns how many terms there are: an empty list looks like a short one. The report's id lies inside, so
 * that the list of one report is none of another.
 *
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if `recipient` is not hybrid; `CONTENT_TOO_LARGE` beyond 1,000 terms, 200 characters of one or 256 KiB.
 */
export async function sealDenyList(
  terms: readonly string[],
  to: { readonly reportId: string; readonly recipient: string },
): Promise<string> {
  const isTooMuch = terms.length > mostDenyTerms || terms.some((term) => term.length > longestDenyTerm)
  const padded = isTooMuch ? null : padToBucket(utf8(canonicalJson({ format, reportId: to.reportId, terms: terms.toSorted() })))
  if (padded === null || padded.length > largestBucketBytes)
    throw new EnvelopeError(
      'CONTENT_TOO_LARGE',
      `Cannot seal ${terms.length} words that must not get out: expected at most ${mostDenyTerms} of at most ${longestDenyTerm} characters`,
    )
  return (await encryptFor(to.recipient, padded)).toBase64()
}

/**
 * Returns the terms that `sealDenyList` sealed for this report.
 *
 * @param sealed Base64 of an age file; hostile.
 * @param from.identity The gate's, `AGE-SECRET-KEY-PQ-1…`.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for anything else, and for the list of another report.
 */
export async function openDenyList(
  sealed: string,
  from: { readonly reportId: string; readonly identity: string },
): Promise<readonly string[]> {
  const file = canonicalBase64(sealed, longestDenyList)
  if (file === null) throw unreadable()
  const content = parsed(unpad(await decryptWith(from.identity, file)))
  if (!isJsonObject(content) || textAt(content, 'format') !== format || textAt(content, 'reportId') !== from.reportId) throw unreadable()
  const terms = listAt(content, 'terms').filter((term) => typeof term === 'string')
  if (terms.length !== listAt(content, 'terms').length || terms.length > mostDenyTerms) throw unreadable()
  return terms
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, limits)
  } catch {
    return null
  }
}
