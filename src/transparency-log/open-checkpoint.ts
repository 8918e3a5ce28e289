import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { LogError } from './log-error.ts'
import { parseNote, type NoteSignature } from './signed-note.ts'
import type { VerifierKey } from './verifier-key.ts'
import { verifySignature } from './verify-signature.ts'

/** A signature that was verified. */
export type VerifiedSignature = {
  readonly key: VerifierKey
  /** Seconds since 1970, or null where the signature states no time. */
  readonly at: number | null
}

/** A checkpoint and who signed it. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint
  readonly verified: readonly VerifiedSignature[]
  /** Signatures by keys that are not ours to judge; they mean nothing. */
  readonly unknown: readonly NoteSignature[]
}

/**
 * Returns the checkpoint of the note `text` with every signature by one of `keys` verified. One that does not fit spoils the whole.
 *
 * Whether those who signed suffice is for the caller to say: `verified` may be empty.
 *
 * @throws {LogError} `SIGNATURE_INVALID`, and as `parseNote` and `parseCheckpoint`.
 */
export async function openCheckpoint(text: string, keys: readonly VerifierKey[]): Promise<OpenedCheckpoint> {
  const note = parseNote(text)
  const checkpoint = parseCheckpoint(note.text)
  const verified: VerifiedSignature[] = []
  const unknown: NoteSignature[] = []
  for (const signature of note.signatures) {
    const key = keys.find((one) => isBy(signature, one))
    if (key === undefined) unknown.push(signature)
    else verified.push({ key, at: await verifySignature(note.text, signature, key) })
  }
  return { checkpoint, verified, unknown }
}

// Name and key id together: a line that shares one of them with a known key is another's.
function isBy(signature: NoteSignature, key: VerifierKey): boolean {
  return signature.name === key.name && signature.keyId === key.keyId
}

/**
 * Returns the keys of `logKeys` with which the log itself signed.
 *
 * @throws {LogError} `CHECKPOINT_ORIGIN_UNKNOWN` if none of them is for the checkpoint's origin; `CHECKPOINT_UNSIGNED` if none of those signed.
 */
export function signedByLog({ checkpoint, verified }: OpenedCheckpoint, logKeys: readonly VerifierKey[]): VerifierKey[] {
  const ofOrigin = logKeys.filter(({ name }) => name === checkpoint.origin)
  if (ofOrigin.length === 0) {
    throw new LogError(
      'CHECKPOINT_ORIGIN_UNKNOWN',
      `Cannot accept a checkpoint of "${checkpoint.origin.slice(0, 100)}": no key is for that log`,
    )
  }
  const signed = verified.map(({ key }) => key).filter((key) => ofOrigin.includes(key))
  if (signed.length > 0) return signed
  throw new LogError('CHECKPOINT_UNSIGNED', `Cannot accept the checkpoint of ${checkpoint.origin}: expected a signature by the log`)
}
