import { LogError } from './log-error.ts'
import { joinSubtrees, splitPoint, subtreesOf, type Hash, type TreeNode } from './merkle-tree.ts'

/** Returns the hashes of complete subtrees, in the order asked for: from tiles (`tileHashReader`), from memory, from a database. */
export type HashReader = (nodes: readonly TreeNode[]) => Promise<readonly Hash[]>

/** The leaves from the first number on, up to before the second. */
type Range = readonly [start: number, end: number]

/** Returns the root of the tree of `size` leaves. */
export async function treeRoot(size: number, read: HashReader): Promise<Hash> {
  return joinSubtrees(await read(subtreesOf(0, size)))
}

/**
 * Returns the proof that the leaf `index` belongs to the tree of `size` leaves (RFC 6962 section 2.1.1), in one read of a few dozen hashes.
 *
 * @throws {LogError} `TREE_POSITION_IMPOSSIBLE` unless `index` lies inside the tree.
 */
export async function proveInclusion(index: number, size: number, read: HashReader): Promise<Hash[]> {
  if (index >= size) throw new LogError('TREE_POSITION_IMPOSSIBLE', `Cannot prove leaf ${index}: the tree has ${size} leaves`)
  return await readRanges(siblings(index, [0, size]), read)
}

function siblings(index: number, [start, end]: Range): Range[] {
  if (end - start === 1) return []
  const split = start + splitPoint(end - start)
  return index < split ? [...siblings(index, [start, split]), [split, end]] : [...siblings(index, [split, end]), [start, split]]
}

/**
 * Returns the proof that the tree of `newSize` leaves begins with the tree of `oldSize` leaves (RFC 6962 section 2.1.2).
 *
 * @throws {LogError} `TREE_POSITION_IMPOSSIBLE` if `oldSize` is the larger one.
 */
export async function proveConsistency(oldSize: number, newSize: number, read: HashReader): Promise<Hash[]> {
  if (oldSize > newSize) {
    throw new LogError('TREE_POSITION_IMPOSSIBLE', `Cannot prove consistency: ${oldSize} leaves cannot grow to ${newSize}`)
  }
  return await readRanges(oldSize === 0 ? [] : newParts(oldSize, [0, newSize], true), read)
}

/** SUBPROOF of the RFC, with places counted from the first leaf of the whole tree. */
function newParts(oldSize: number, [start, end]: Range, isWhole: boolean): Range[] {
  if (oldSize === end) return isWhole ? [] : [[start, end]]
  const split = start + splitPoint(end - start)
  return oldSize <= split
    ? [...newParts(oldSize, [start, split], isWhole), [split, end]]
    : [...newParts(oldSize, [split, end], false), [start, split]]
}

async function readRanges(ranges: readonly Range[], read: HashReader): Promise<Hash[]> {
  const subtrees = ranges.map(([start, end]) => subtreesOf(start, end))
  const hashes = await read(subtrees.flat())
  let at = 0
  return subtrees.map((nodes) => joinSubtrees(hashes.slice(at, (at += nodes.length))))
}
