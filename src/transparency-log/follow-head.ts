import { LogError } from './log-error.ts'
import { sameHash, type Hash } from './merkle-tree.ts'
import { verifyConsistency, type TreeHead } from './verify-proof.ts'

/**
 * Returns whether the log has grown from the head `known` to the head `next`, or throws what must raise an alarm.
 *
 * Both heads come from checkpoints that were judged before: two that contradict each other, with their signatures, convict the log.
 *
 * @param proof The consistency proof from `known` to `next`, empty between heads of one size. Hostile.
 * @throws {LogError} `HEAD_ROLLED_BACK` if `next` is smaller; `HEAD_FORKED` if it is of one size and has another root, or is not proved to
 *   contain every leaf of `known`.
 */
export function followHead(known: TreeHead, next: TreeHead, proof: readonly Hash[]): 'same' | 'grown' {
  if (next.size < known.size) {
    throw new LogError('HEAD_ROLLED_BACK', `Alarm: the log shows ${next.size} leaves after ${known.size}`)
  }
  if (next.size === known.size && !sameHash(known.root, next.root)) {
    throw new LogError('HEAD_FORKED', `Alarm: the log shows two trees of ${known.size} leaves`)
  }
  try {
    verifyConsistency(known, next, proof)
  } catch (cause) {
    throw new LogError('HEAD_FORKED', `Alarm: the tree of ${next.size} leaves is not proved to continue that of ${known.size}`, { cause })
  }
  return next.size === known.size ? 'same' : 'grown'
}

/**
 * Tells whether a log stands still: whether its newest head was witnessed longer ago than it promises.
 *
 * @param witnessedAt Seconds since 1970, as `judgeCheckpoint` gives it; null counts as never.
 */
export function isStalled(witnessedAt: number | null, now: number, promisedSeconds: number): boolean {
  return witnessedAt === null || now - witnessedAt > promisedSeconds
}
