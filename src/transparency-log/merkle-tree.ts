import { sha256 } from '@noble/hashes/sha2.js'

/** A SHA-256 hash, 32 bytes. */
export type Hash = Uint8Array

/** Length of a hash in bytes. */
export const hashBytes = 32

/** A complete subtree: the `index`-th of those with 2^`level` leaves. Leaves are at level 0. */
export type TreeNode = { readonly level: number; readonly index: number }

// RFC 6962 section 2.1: different first bytes, so that no leaf can pass for a node.
const leafPrefix = 0x00
const nodePrefix = 0x01

/** Returns the hash of one leaf (RFC 6962 section 2.1). */
export function leafHash(leaf: Uint8Array): Hash {
  const bytes = new Uint8Array(1 + leaf.length)
  bytes[0] = leafPrefix
  bytes.set(leaf, 1)
  return sha256(bytes)
}

/** Returns the hash of the node above `left` and `right` (RFC 6962 section 2.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  const bytes = new Uint8Array(1 + left.length + right.length)
  bytes[0] = nodePrefix
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return sha256(bytes)
}

/** Returns the root of the tree without leaves (RFC 6962 section 2.1). */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array(0))
}

/** Returns the number of leaves left of the root's split: the largest power of two below `size`, which is at least 2. */
export function splitPoint(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** Returns the fewest complete subtrees that make up the leaves from `start` to before `end`, from left to right. */
export function subtreesOf(start: number, end: number): TreeNode[] {
  const nodes: TreeNode[] = []
  for (let at = start; at < end;) {
    let level = 0
    let leaves = 1
    // Plain arithmetic: the bitwise operators cut numbers down to 32 bits.
    while (at % (leaves * 2) === 0 && leaves * 2 <= end - at) {
      level += 1
      leaves *= 2
    }
    nodes.push({ level, index: at / leaves })
    at += leaves
  }
  return nodes
}

/**
 * Returns the root over complete subtrees, each smaller than the one to its left, as `subtreesOf` lists those of a tree.
 *
 * The smallest two belong together first; without any, it is the root of the empty tree.
 */
export function joinSubtrees(hashes: readonly Hash[]): Hash {
  const [last, ...others] = hashes.toReversed()
  return last === undefined ? emptyRoot() : others.reduce((right, left) => nodeHash(left, right), last)
}

/** Returns the root of a complete subtree from `hashes`, the roots of 2^n complete subtrees of one size, n from 0 on. */
export function completeRoot(hashes: readonly Hash[]): Hash {
  let row = hashes
  while (row.length > 1) row = rowAbove(row)
  return row[0] ?? emptyRoot()
}

/** Returns the nodes above `row`, neighbours two by two; one without a neighbour waits for it. */
export function rowAbove(row: readonly Hash[]): Hash[] {
  const above: Hash[] = []
  for (let at = 0; at + 1 < row.length; at += 2) above.push(nodeHash(row[at] as Hash, row[at + 1] as Hash))
  return above
}

/** Tells whether two hashes are the same. Hashes of a log are public, so it need not take the same time for each. */
export function sameHash(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
