import type { LocalText } from '#base/language.ts'
import type { SealedContent } from '#envelope/sealed-body.ts'
import type { OrganisationKind } from '#identity/actor.ts'

/** A signing key as the server's directory has it. */
export type ListedSigner = {
  readonly keyId: string
  /** Ed25519 public key, base64 of 32 bytes. */
  readonly signing: string
  readonly organisation: { readonly id: string; readonly kind: OrganisationKind; readonly name?: LocalText }
}

/** What comparing a report's signer with the directory told. */
export type SignerVerdict = 'listed' | 'not-listed' | 'other-key' | 'officer' | 'no-operator'

/**
 * Returns whether the key that signed a report is the one that the directory lists under its id, for an operator; an officer signs what was said in a call.
 *
 * @param listed What the directory says of `signer.keyId`; null if it knows no such key.
 */
export function checkSigner(signer: SealedContent['signer'], listed: ListedSigner | null): SignerVerdict {
  if (listed === null || listed.keyId !== signer.keyId) return 'not-listed'
  if (listed.signing !== signer.publicKey) return 'other-key'
  if (listed.organisation.kind === 'operator') return 'listed'
  return listed.organisation.kind === 'authority' ? 'officer' : 'no-operator'
}
