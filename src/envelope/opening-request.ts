import { randomBytes, utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { recipientOf } from './age-file.ts'
import { isSignature, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import type { PersonalKey, PublicKeys } from './personal-key.ts'

/** An officer's signed wish to open one report. */
export type OpeningRequest = {
  readonly reportId: string
  /** Why, in the officer's words or as a code. */
  readonly purpose: string
  /** Instant, ISO 8601 in UTC. */
  readonly requestedAt: string
  /** Base64 of 16 random bytes: the log service takes each once. */
  readonly nonce: string
  /** Set where two people wished that the operator is told of this opening at a set instant: the id of that wish. */
  readonly sealedOpeningId?: string
  /** Base64 of the Ed25519 signature. */
  readonly signature: string
}

/**
 * Returns `request` signed by `officer`.
 *
 * The signature also covers the officer's own recipient, to which the log service will wrap its half: nobody between can put another there.
 *
 * @throws {EnvelopeError} `FILING_MALFORMED` if a text is not valid Unicode; `SIGNING_KEY_REFUSED` and `ENVELOPE_UNREADABLE` for unfit keys.
 */
export async function signOpeningRequest(
  request: Pick<OpeningRequest, 'reportId' | 'purpose' | 'requestedAt' | 'sealedOpeningId'>,
  officer: PersonalKey,
): Promise<OpeningRequest> {
  const { reportId, purpose, requestedAt, sealedOpeningId } = request
  const sealed = sealedOpeningId === undefined ? {} : { sealedOpeningId }
  const unsigned = { reportId, purpose, requestedAt, nonce: randomBytes(16).toBase64(), ...sealed }
  const message = requestBytes(unsigned, await recipientOf(officer.encryption))
  return { ...unsigned, signature: await sign(message, officer.signing) }
}

/**
 * Tells whether the officer with these keys signed exactly this request. False for anything malformed.
 *
 * Whether the nonce is new, the instant recent and the officer entitled, is for the log service to decide.
 *
 * @param officer Keys from the log service's own list of members; `recipient` is the one to which it will wrap its half.
 */
export async function verifyOpeningRequest(request: OpeningRequest, officer: PublicKeys): Promise<boolean> {
  try {
    return await isSignature(request.signature, requestBytes(request, officer.recipient), officer.signing)
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

/** Returns the bytes an officer signs: the line `noroshi-opening-1`, then canonical JSON (RFC 8785) of the request and the officer's recipient. */
function requestBytes(request: Omit<OpeningRequest, 'signature'>, recipient: string): Uint8Array<ArrayBuffer> {
  const { reportId, purpose, requestedAt, nonce, sealedOpeningId } = request
  // Signed too, so that nobody between can have a sealed opening told at once, or one that was not wished sealed withheld.
  const sealed = sealedOpeningId === undefined ? {} : { sealedOpeningId }
  try {
    return utf8(`noroshi-opening-1\n${canonicalJson({ reportId, purpose, requestedAt, nonce, recipient, ...sealed })}`)
  } catch (cause) {
    throw new EnvelopeError('FILING_MALFORMED', 'Cannot write the opening request as canonical JSON', { cause })
  }
}
