import { utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonObject, type JsonValue } from '#base/canonical-json.ts'
import { parseJson } from '#base/parse-json.ts'
import { readLabels, type AttachmentLabel } from './attachment-label.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import { largestContentBytes, padToBucket, unpad } from './size-bucket.ts'

/** What the sealed body of a filing holds. */
export type SealedContent = {
  /** The answers that only the authorities and the filing operator may read. */
  readonly sealed: JsonObject
  /** Whose signature the filing must bear. In here a server can neither read nor change it. */
  readonly signer: {
    /** Id of the filer's key in the directory. */
    readonly keyId: string
    /** Ed25519 public key, base64 of 32 bytes. */
    readonly publicKey: string
  }
  /** Names of the attachments; absent where there are none. */
  readonly attachments?: readonly AttachmentLabel[]
}

const limits = { maxBytes: largestContentBytes, maxDepth: 64, maxKeys: 20_000 }

/**
 * Returns `content` as canonical JSON, padded to a size bucket.
 *
 * @throws {EnvelopeError} `CONTENT_TOO_LARGE` beyond 1 MiB; `FILING_MALFORMED` if a reader would refuse it: not JSON, or nested too deep.
 */
export function writeSealedBody(content: SealedContent): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = utf8(canonicalJson(content))
  } catch (cause) {
    throw new EnvelopeError('FILING_MALFORMED', 'Cannot seal: the answers are not JSON', { cause })
  }
  const padded = padToBucket(bytes)
  if (!isSealedContent(parsed(bytes))) {
    throw new EnvelopeError('FILING_MALFORMED', `Cannot seal: expected answers at most ${limits.maxDepth} levels deep, of plain keys`)
  }
  return padded
}

/**
 * Returns what `writeSealedBody` wrote.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` for anything else; the filer may be hostile.
 */
export function readSealedBody(padded: Uint8Array): SealedContent {
  const content = parsed(unpad(padded))
  if (!isSealedContent(content)) throw unreadable()
  return content
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, limits)
  } catch {
    return null
  }
}

function isSealedContent(value: JsonValue | undefined): value is SealedContent {
  if (!isObject(value) || !isObject(value['sealed']) || !isObject(value['signer'])) return false
  if (readLabels(value['attachments']) === null) return false
  const { keyId, publicKey } = value['signer']
  return typeof keyId === 'string' && typeof publicKey === 'string'
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
