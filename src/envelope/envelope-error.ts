import { CodedError } from '#base/coded-error.ts'

/** What can go wrong while sealing or opening. */
export type EnvelopeErrorCode =
  | 'ENVELOPE_UNREADABLE'
  | 'FILING_ALTERED'
  | 'FILING_MALFORMED'
  | 'SEAL_UNREADABLE'
  | 'RECORD_ALTERED'
  | 'CONTENT_TOO_LARGE'
  | 'CONTENT_CHANGED'
  | 'RECIPIENT_REFUSED'
  | 'SIGNING_KEY_REFUSED'
  | 'PASSPHRASE_REFUSED'
  | 'WORK_FACTOR_REFUSED'

/** Something that could not be sealed, opened, signed or verified. Never names a key, a passphrase or a content. */
export class EnvelopeError extends CodedError<EnvelopeErrorCode> {}

/**
 * Returns the one error for everything that does not decrypt: wrong key, wrong passphrase, wrong form, tampered bytes.
 *
 * It takes no cause and no detail, so that nobody can learn from it which step refused.
 */
export function unreadable(): EnvelopeError {
  return new EnvelopeError('ENVELOPE_UNREADABLE', 'Cannot open: expected an untampered envelope for this key')
}
