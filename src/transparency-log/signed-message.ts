import { concatBytes, utf8 } from '#base/bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { LogError } from './log-error.ts'
import type { VerifierKey } from './verifier-key.ts'

const longestPrefixed = 255

/**
 * Returns the bytes that the holder of `key` signs under `text`, a checkpoint (C2SP signed-note and tlog-cosignature).
 *
 * @param at Seconds since 1970 that the signature states.
 * @throws {LogError} `CHECKPOINT_EXTENDED` for ML-DSA-44 under a checkpoint with extension lines, which that signature would not cover;
 *   as `parseCheckpoint` for anything but a checkpoint, except from plain Ed25519, which signs any text.
 */
export function signedMessage(text: string, key: VerifierKey, at: number): Uint8Array<ArrayBuffer> {
  if (key.type === 'ed25519') return utf8(text)
  const checkpoint = parseCheckpoint(text)
  if (key.type === 'ed25519-cosignature') return utf8(`cosignature/v1\ntime ${at}\n${text}`)
  if (checkpoint.extensions.length === 0) return subtreeMessage(checkpoint, key.name, at)
  throw new LogError('CHECKPOINT_EXTENDED', `Cannot use the ML-DSA-44 key of ${key.name}: it does not cover extension lines`)
}

/** Returns the structure `cosigned_message` of C2SP tlog-cosignature over all leaves of the tree. */
function subtreeMessage({ origin, size, root }: Checkpoint, cosigner: string, at: number): Uint8Array<ArrayBuffer> {
  return concatBytes(utf8('subtree/v1\n\0'), prefixed(cosigner), uint64(at), prefixed(origin), uint64(0), uint64(size), root)
}

function prefixed(text: string): Uint8Array {
  const bytes = utf8(text)
  if (bytes.length > longestPrefixed)
    throw new LogError('CHECKPOINT_MALFORMED', `Cannot sign for "${text.slice(0, 60)}": expected 255 bytes`)
  return concatBytes(Uint8Array.of(bytes.length), bytes)
}

/** Returns `value` in eight bytes, big-endian. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}
