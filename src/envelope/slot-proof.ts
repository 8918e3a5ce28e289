import { utf8 } from '#base/bytes.ts'
import { canonicalJson } from '#base/canonical-json.ts'
import { isSignature, sign } from './ed25519.ts'
import type { PersonalKey } from './personal-key.ts'

/** What says that the owner of a key unlocked one slot of it. */
export type SlotProof = {
  readonly keyId: string
  readonly slotId: string
  /** Base64 of what the server gave for this slot alone, to be used once. */
  readonly challenge: string
}

/**
 * Returns the signature, base64, by which the owner of `key` says that it was just unlocked from the slot.
 *
 * @throws {EnvelopeError} `SIGNING_KEY_REFUSED` for an unfit key.
 */
export async function signSlotProof(proof: SlotProof, key: PersonalKey): Promise<string> {
  return sign(proofBytes(proof), key.signing)
}

/** Tells whether the key with this public signing key signed exactly this proof. False for anything malformed. */
export async function isSlotProof(signature: string, proof: SlotProof, signing: string): Promise<boolean> {
  return isSignature(signature, proofBytes(proof), signing)
}

/** Returns the bytes that are signed: the line `noroshi-slot-proof-1`, then canonical JSON (RFC 8785). */
function proofBytes({ keyId, slotId, challenge }: SlotProof): Uint8Array<ArrayBuffer> {
  return utf8(`noroshi-slot-proof-1\n${canonicalJson({ keyId, slotId, challenge })}`)
}
