import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { isSignature, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import type { PersonalKey } from './personal-key.ts'
import { rewrapShare } from './report-key.ts'

/** A reader's signed wish that a further authority may read one report, with the authorities' half of its key wrapped for that one. */
export type ShareRequest = {
  readonly reportId: string
  /** Id of the further authority's team key. */
  readonly keyId: string
  /** The authorities' half in an envelope for that key. */
  readonly envelope: string
  /** Instant, ISO 8601 in UTC. */
  readonly requestedAt: string
  /** Base64 of the Ed25519 signature. */
  readonly signature: string
}

/**
 * Returns the wish to share a report, signed by `reader`: takes the half out of the own envelope and wraps it for the further authority.
 *
 * @param own The envelope that lies with the report for a key of the reader's authority, and the age identity of that key.
 * @param further The key of the further authority, out of the directory.
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the own envelope holds anything but the half of this report; `RECIPIENT_REFUSED` if the further
 *   key is not hybrid.
 */
export async function signShareRequest(
  wish: { readonly reportId: string; readonly requestedAt: string },
  own: { readonly envelope: string; readonly identity: string },
  { further, reader }: { readonly further: { readonly keyId: string; readonly recipient: string }; readonly reader: PersonalKey },
): Promise<ShareRequest> {
  const { reportId, requestedAt } = wish
  const keys = { identity: own.identity, recipient: further.recipient }
  const envelope = await rewrapShare(own.envelope, { half: 'authority', reportId }, keys)
  const unsigned = { reportId, keyId: further.keyId, envelope, requestedAt }
  return { ...unsigned, signature: await sign(requestBytes(unsigned), reader.signing) }
}

/**
 * Tells whether the person with this signing key wished exactly this. False for anything malformed.
 *
 * @param signing Ed25519 public key, base64.
 */
export async function verifyShareRequest(request: ShareRequest, signing: string): Promise<boolean> {
  try {
    return await isSignature(request.signature, requestBytes(request), signing)
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

/** Returns the bytes a reader signs: the line `noroshi-share-request-1`, then canonical JSON (RFC 8785) of the request. */
function requestBytes({ reportId, keyId, envelope, requestedAt }: Omit<ShareRequest, 'signature'>): Uint8Array<ArrayBuffer> {
  try {
    return utf8(`noroshi-share-request-1\n${canonicalJson({ reportId, keyId, envelope, requestedAt })}`)
  } catch (cause) {
    throw new EnvelopeError('FILING_MALFORMED', 'Cannot write the wish to share as canonical JSON', { cause })
  }
}
