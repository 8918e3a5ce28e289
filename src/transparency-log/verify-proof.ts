import { LogError } from './log-error.ts'
import { emptyRoot, nodeHash, sameHash, splitPoint, type Hash } from './merkle-tree.ts'

/** The head of a tree: how many leaves it has, and the hash over all of them. */
export type TreeHead = { readonly size: number; readonly root: Hash }

/**
 * Proves that the leaf with the hash `leaf` is the `index`-th of the tree, or throws.
 *
 * @param proof The siblings' hashes from the leaf up (RFC 6962 section 2.1.1). Hostile.
 * @throws {LogError} `TREE_POSITION_IMPOSSIBLE` unless `index` lies inside the tree; `PROOF_LENGTH_WRONG` for a proof of another shape;
 *   `PROOF_ROOT_WRONG` if it leads to another root.
 */
export function verifyInclusion(leaf: Hash, index: number, tree: TreeHead, proof: readonly Hash[]): void {
  if (!isCount(index) || !isCount(tree.size) || index >= tree.size) {
    throw new LogError('TREE_POSITION_IMPOSSIBLE', `Cannot verify inclusion: leaf ${index} does not lie in a tree of ${tree.size} leaves`)
  }
  const path = new ProofReader(proof)
  const root = rootOver(leaf, index, tree.size, path)
  path.end()
  if (!sameHash(root, tree.root)) throw new LogError('PROOF_ROOT_WRONG', `Cannot verify inclusion: leaf ${index} leads to another root`)
}

/** Returns the root of the tree of `size` leaves around the leaf. The proof's last hash is the one below the root, so it is taken from the end. */
function rootOver(leaf: Hash, index: number, size: number, path: ProofReader): Hash {
  if (size === 1) return leaf
  const split = splitPoint(size)
  const sibling = path.takeLast()
  return index < split
    ? nodeHash(rootOver(leaf, index, split, path), sibling)
    : nodeHash(sibling, rootOver(leaf, index - split, size - split, path))
}

/**
 * Proves that the tree `newer` begins with all leaves of the tree `older`, or throws.
 *
 * @param proof RFC 6962 section 2.1.2; empty between trees of one size and from the empty tree. Hostile.
 * @throws {LogError} `TREE_POSITION_IMPOSSIBLE` if `older` is the larger one; `PROOF_LENGTH_WRONG` for a proof of another shape;
 *   `PROOF_ROOT_WRONG` if it leads to other roots.
 */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Hash[]): void {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) {
    throw new LogError('TREE_POSITION_IMPOSSIBLE', `Cannot verify consistency: ${older.size} leaves cannot grow to ${newer.size}`)
  }
  const path = new ProofReader(proof)
  const from = older.size === 0 ? { older: emptyRoot(), newer: newer.root } : rootsOver(older, newer.size, true, path)
  path.end()
  const isEmpty = newer.size === 0
  if (!sameHash(from.older, older.root) || !sameHash(isEmpty ? emptyRoot() : from.newer, newer.root)) {
    throw new LogError('PROOF_ROOT_WRONG', `Cannot verify consistency: the trees of ${older.size} and ${newer.size} leaves do not agree`)
  }
}

type Roots = { readonly older: Hash; readonly newer: Hash }

/**
 * Returns the roots that a subtree of `size` leaves has in both trees, where the older one ends after `older.size` of them.
 *
 * @param isWhole Whether the older tree is a subtree of this one from its first leaf on, so that its root is known and not in the proof.
 */
function rootsOver(older: TreeHead, size: number, isWhole: boolean, path: ProofReader): Roots {
  if (older.size === size) {
    const root = isWhole ? older.root : path.takeLast()
    return { older: root, newer: root }
  }
  const split = splitPoint(size)
  const sibling = path.takeLast()
  if (older.size <= split) {
    const left = rootsOver(older, split, isWhole, path)
    return { older: left.older, newer: nodeHash(left.newer, sibling) }
  }
  const right = rootsOver({ ...older, size: older.size - split }, size - split, false, path)
  return { older: nodeHash(sibling, right.older), newer: nodeHash(sibling, right.newer) }
}

/** Hands out the hashes of a proof from its end, each once. */
class ProofReader {
  readonly #proof: readonly Hash[]
  #left: number

  constructor(proof: readonly Hash[]) {
    this.#proof = proof
    this.#left = proof.length
  }

  takeLast(): Hash {
    const hash = this.#proof[--this.#left]
    if (hash === undefined) throw this.#wrongLength('more')
    return hash
  }

  end(): void {
    if (this.#left > 0) throw this.#wrongLength('fewer')
  }

  #wrongLength(expected: 'more' | 'fewer'): LogError {
    return new LogError('PROOF_LENGTH_WRONG', `Cannot verify proof of ${this.#proof.length} hashes: expected ${expected}`)
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
