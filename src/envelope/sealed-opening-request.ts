import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { isSignature, sign } from './ed25519.ts'
import { EnvelopeError } from './envelope-error.ts'
import type { PersonalKey } from './personal-key.ts'

/** A wish to open one report without telling its operator before an instant. */
export type SealedOpeningWish = {
  readonly id: string
  readonly reportId: string
  /** Id of the officer who will open it. */
  readonly personId: string
  readonly purpose: string
  /** Instant from which the operator is told, ISO 8601 in UTC. */
  readonly revealAt: string
  /** Instant, ISO 8601 in UTC. */
  readonly requestedAt: string
}

/** In which part somebody signs: the officer who wishes, or the administrator who consents. */
export type SealedOpeningPart = 'request' | 'approval'

/**
 * Returns the signature, base64, of one of the two people that a sealed opening takes.
 *
 * @throws {EnvelopeError} `FILING_MALFORMED` if a text is not valid Unicode; `SIGNING_KEY_REFUSED` for an unfit key.
 */
export async function signSealedOpening(part: SealedOpeningPart, wish: SealedOpeningWish, signer: PersonalKey): Promise<string> {
  return sign(wishBytes(part, wish), signer.signing)
}

/**
 * Tells whether the person with this signing key signed exactly this wish in this part. False for anything malformed.
 *
 * @param signing Ed25519 public key, base64.
 */
export async function verifySealedOpening(
  part: SealedOpeningPart,
  wish: SealedOpeningWish,
  { signature, signing }: { readonly signature: string; readonly signing: string },
): Promise<boolean> {
  try {
    return await isSignature(signature, wishBytes(part, wish), signing)
  } catch (error) {
    if (error instanceof EnvelopeError) return false
    throw error
  }
}

/** Returns the bytes to sign: the line `noroshi-sealed-opening-1 request` or `… approval`, then canonical JSON (RFC 8785) of the wish. */
function wishBytes(part: SealedOpeningPart, wish: SealedOpeningWish): Uint8Array<ArrayBuffer> {
  const { id, reportId, personId, purpose, revealAt, requestedAt } = wish
  try {
    return utf8(`noroshi-sealed-opening-1 ${part}\n${canonicalJson({ id, reportId, personId, purpose, revealAt, requestedAt })}`)
  } catch (cause) {
    throw new EnvelopeError('FILING_MALFORMED', 'Cannot write the wish as canonical JSON', { cause })
  }
}
