import { LogError } from './log-error.ts'
import { sameHash, type Hash } from './merkle-tree.ts'
import { openCheckpoint, signedByLog } from './open-checkpoint.ts'
import { parseNote } from './signed-note.ts'
import { readHash, readNumber, readText } from './text-field.ts'
import type { VerifierKey } from './verifier-key.ts'
import { verifyConsistency, type TreeHead } from './verify-proof.ts'

/** What a log asks of a witness: to cosign a checkpoint that grew out of the one it cosigned last (C2SP tlog-witness, add-checkpoint). */
export type WitnessRequest = {
  readonly oldSize: number
  readonly proof: readonly Hash[]
  /** A signed note, as text. */
  readonly checkpoint: string
}

/** What the witness answers: the text to cosign and the head to store first, or the status of the refusal. */
export type WitnessAnswer =
  | { readonly status: 200; readonly text: string; readonly head: TreeHead }
  /** `size` is that of the head cosigned last, which the body of this answer states. */
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422 }

const longestRequest = 128 * 1024
const mostHashes = 63

/** Returns the body of a request. */
export function formatWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return [`old ${oldSize}`, ...proof.map((hash) => hash.toBase64()), '', checkpoint].join('\n')
}

/**
 * Returns the request in the body `bytes` and the origin that it claims, with nothing verified.
 *
 * @throws {LogError} `REQUEST_MALFORMED` for anything else, and as `readText`, `readNumber`, `readHash` and `parseNote`: all of them a 400.
 */
export function parseWitnessRequest(bytes: Uint8Array): WitnessRequest & { readonly origin: string } {
  const text = readText(bytes, longestRequest)
  const end = text.indexOf('\n\n')
  const [old = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (!old.startsWith('old ') || lines.length > mostHashes) {
    throw new LogError('REQUEST_MALFORMED', `Cannot read request: expected the old size, at most ${mostHashes} hashes and a checkpoint`)
  }
  const checkpoint = text.slice(end + 2)
  const [origin = ''] = parseNote(checkpoint).text.split('\n', 1)
  return { oldSize: readNumber(old.slice('old '.length)), proof: lines.map(readHash), checkpoint, origin }
}

/**
 * Returns what a witness answers to `request`.
 *
 * Looking up `latest`, this decision and storing the new head are one transaction, and the cosignature leaves only after it.
 *
 * @param logKeys Keys of the log with the request's origin; none, if the witness does not know that log.
 * @param latest The head cosigned last; null if there is none.
 */
export async function answerWitnessRequest(
  request: WitnessRequest,
  logKeys: readonly VerifierKey[],
  latest: TreeHead | null,
): Promise<WitnessAnswer> {
  if (logKeys.length === 0) return { status: 404 }
  const head = await headSignedByLog(request.checkpoint, logKeys)
  if (typeof head === 'number') return { status: head }
  if (request.oldSize > head.size) return { status: 400 }
  const known = latest?.size ?? 0
  if (request.oldSize !== known) return { status: 409, size: known }
  if (latest !== null && latest.size === head.size && !sameHash(latest.root, head.root)) return { status: 409, size: known }
  if (latest !== null && !isConsistent(latest, head, request.proof)) return { status: 422 }
  if (latest === null && request.proof.length > 0) return { status: 422 }
  return { status: 200, text: parseNote(request.checkpoint).text, head: { size: head.size, root: head.root } }
}

async function headSignedByLog(checkpoint: string, logKeys: readonly VerifierKey[]): Promise<TreeHead | 400 | 403> {
  try {
    const opened = await openCheckpoint(checkpoint, logKeys)
    signedByLog(opened, logKeys)
    return opened.checkpoint
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return error.code === 'SIGNATURE_INVALID' || error.code === 'CHECKPOINT_UNSIGNED' || error.code === 'CHECKPOINT_ORIGIN_UNKNOWN'
      ? 403
      : 400
  }
}

function isConsistent(older: TreeHead, newer: TreeHead, proof: readonly Hash[]): boolean {
  try {
    verifyConsistency(older, newer, proof)
    return true
  } catch (error) {
    if (error instanceof LogError) return false
    throw error
  }
}
