import { concatBytes, utf8 } from '#base/bytes.ts'
import { canonicalJson, type JsonObject, type JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, objectAt, textAt } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { decryptWith, encryptFor, recipientOf } from './age-file.ts'
import { isSignature, publicKeyOf, sign } from './ed25519.ts'
import { EnvelopeError, unreadable } from './envelope-error.ts'
import type { PersonalKey } from './personal-key.ts'
import { largestContentBytes, padToBucket, unpad } from './size-bucket.ts'

/** A record that an organisation keeps for itself, before it is sealed. */
export type SelfRecord = {
  /** What kind of record it is, such as `decision`; one kind never opens as another. */
  readonly kind: string
  readonly id: string
  readonly content: JsonObject
}

/** Who signed a record. */
export type RecordSigner = {
  /** Id of the signer's key in the directory. */
  readonly keyId: string
  /** Ed25519 public key, base64 of 32 bytes. */
  readonly publicKey: string
}

/** A record that was opened: what was signed, and by whom. */
export type OpenedRecord = { readonly content: JsonObject; readonly signer: RecordSigner }

const limits = { maxBytes: largestContentBytes, maxDepth: 64, maxKeys: 200_000 }

/**
 * Returns `record`, signed, padded to a size bucket and encrypted to the organisation's own key: one age file.
 *
 * Signer and signature lie inside: whoever keeps the file learns neither who wrote it nor for whom.
 *
 * @param keys.recipient Hybrid recipient of the own organisation.
 * @throws {EnvelopeError} `RECIPIENT_REFUSED` if `recipient` is not hybrid; `CONTENT_TOO_LARGE` beyond 1 MiB; `SIGNING_KEY_REFUSED` for an unfit
 *   seed; `FILING_MALFORMED` if a reader would refuse the content: not JSON, or nested too deep.
 */
export async function sealRecord(
  record: SelfRecord,
  keys: { readonly recipient: string; readonly signer: PersonalKey; readonly signerKeyId: string },
): Promise<Uint8Array> {
  const signer = { keyId: keys.signerKeyId, publicKey: await publicKeyOf(keys.signer.signing) }
  const signature = await sign(signedBytes(record, signer, keys.recipient), keys.signer.signing)
  const bytes = utf8(canonicalJson({ ...record, signer, signature }))
  const padded = padToBucket(bytes)
  if (parsed(bytes) === null) throw malformed()
  return await encryptFor(keys.recipient, padded)
}

/**
 * Returns what `sealRecord` sealed.
 *
 * That the signer's key is that of a member, the caller learns from the directory.
 *
 * @param expected Kind and id under which the file was kept.
 * @param identities age identities of the own organisation, of every epoch.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if none of them opens it; `RECORD_ALTERED` if what is inside is not what was signed, or another record.
 */
export async function openRecord(
  file: Uint8Array,
  expected: Pick<SelfRecord, 'kind' | 'id'>,
  identities: Iterable<string>,
): Promise<OpenedRecord> {
  for (const identity of identities) {
    const padded = await decryptWith(identity, file).catch(() => null)
    if (padded !== null) return await verified(parsed(unpad(padded)), expected, await recipientOf(identity))
  }
  throw unreadable()
}

async function verified(inside: JsonValue, expected: Pick<SelfRecord, 'kind' | 'id'>, recipient: string): Promise<OpenedRecord> {
  if (!isJsonObject(inside)) throw unreadable()
  const content = objectAt(inside, 'content')
  const signer = objectAt(inside, 'signer')
  const keyId = signer === null ? null : textAt(signer, 'keyId')
  const publicKey = signer === null ? null : textAt(signer, 'publicKey')
  if (content === null || keyId === null || publicKey === null) throw unreadable()
  const { kind, id } = expected
  const message = signedBytes({ kind, id, content }, { keyId, publicKey }, recipient)
  if (!(await isSignature(textAt(inside, 'signature') ?? '', message, publicKey))) {
    throw new EnvelopeError('RECORD_ALTERED', `Record ${id} is not the one that was signed`)
  }
  return { content, signer: { keyId, publicKey } }
}

/** The recipient is signed too, so that nobody can pass a record on under another organisation's key as that one's own. */
function signedBytes({ kind, id, content }: SelfRecord, signer: RecordSigner, recipient: string): Uint8Array<ArrayBuffer> {
  try {
    return concatBytes(utf8('noroshi-record-1\n'), utf8(canonicalJson({ kind, id, content, signer, recipient })))
  } catch (cause) {
    throw malformed(cause)
  }
}

function malformed(cause?: unknown): EnvelopeError {
  return new EnvelopeError('FILING_MALFORMED', 'Cannot seal: expected a record of plain JSON', { cause })
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, limits)
  } catch {
    return null
  }
}
