import { LogError } from './log-error.ts'
import { emptyRoot, sameHash } from './merkle-tree.ts'
import { readHash, readNumber } from './text-field.ts'
import type { TreeHead } from './verify-proof.ts'

/** What a log says of itself: who it is and the head of its tree (C2SP tlog-checkpoint). */
export type Checkpoint = TreeHead & {
  readonly origin: string
  /** Further lines without defined meaning. Our log writes none, because an ML-DSA-44 signature does not cover them. */
  readonly extensions: readonly string[]
}

/** Returns the text of `checkpoint`, which a log signs: origin, size, root, each with a newline. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), root.toBase64(), ...extensions].map((line) => `${line}\n`).join('')
}

/**
 * Returns the checkpoint of the text of a note.
 *
 * @throws {LogError} `CHECKPOINT_MALFORMED` for missing or empty lines, and for an empty tree with another root than that of no leaves;
 *   `NUMBER_MALFORMED` and `HASH_MALFORMED` for size and root.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const extensions = rest.slice(0, -1)
  if (rest.at(-1) !== '' || origin === '' || extensions.includes('')) {
    throw new LogError('CHECKPOINT_MALFORMED', 'Cannot read checkpoint: expected lines of origin, size and root, none of them empty')
  }
  const checkpoint = { origin, size: readNumber(size), root: readHash(root), extensions }
  if (checkpoint.size === 0 && !sameHash(checkpoint.root, emptyRoot())) {
    throw new LogError('CHECKPOINT_MALFORMED', 'Cannot read checkpoint: the tree is empty, expected the root of no leaves')
  }
  return checkpoint
}
