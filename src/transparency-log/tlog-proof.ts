import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { LogError } from './log-error.ts'
import type { Hash } from './merkle-tree.ts'
import { readHash, readNumber } from './text-field.ts'

/** A proof that needs nothing besides keys: where a leaf lies, how it leads to a root, and the signed checkpoint with that root. */
export type TlogProof = {
  /** What the application needs to find the leaf. Not authenticated by itself. */
  readonly extra: Uint8Array | null
  readonly index: number
  readonly hashes: readonly Hash[]
  /** A signed note, as text. */
  readonly checkpoint: string
}

const header = 'c2sp.org/tlog-proof@v1'
const longestExtra = 64 * 1024
// A tree that our numbers can count is at most 53 levels high.
const mostHashes = 53

/** Returns `proof` as text (C2SP tlog-proof), to be stored as `.tlog-proof`. */
export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const extraLine = extra === null ? [] : [`extra ${extra.toBase64()}`]
  return [header, ...extraLine, `index ${index}`, ...hashes.map((hash) => hash.toBase64()), '', checkpoint].join('\n')
}

/**
 * Returns the proof that `text` writes, with nothing verified.
 *
 * @throws {LogError} `PROOF_MALFORMED` for other lines, more than 53 hashes, or an extra that is not canonical base64 of at most 48 KiB;
 *   `NUMBER_MALFORMED` and `HASH_MALFORMED` for index and hashes.
 */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (first !== header) throw malformed(`expected "${header}" and an empty line before the checkpoint`)
  const extra = lines[0]?.startsWith('extra ') === true ? readExtra(lines.shift()) : null
  const index = lines.shift()
  if (index?.startsWith('index ') !== true) throw malformed('expected the index')
  if (lines.length > mostHashes) throw malformed(`${lines.length} hashes, expected at most ${mostHashes}`)
  return { extra, index: readNumber(index.slice('index '.length)), hashes: lines.map(readHash), checkpoint: text.slice(end + 2) }
}

function readExtra(line = ''): Uint8Array {
  const extra = canonicalBase64(line.slice('extra '.length), longestExtra)
  if (extra === null || extra.length === 0) throw malformed('expected extra data in canonical base64, or no such line')
  return extra
}

function malformed(expectation: string): LogError {
  return new LogError('PROOF_MALFORMED', `Cannot read proof: ${expectation}`)
}
