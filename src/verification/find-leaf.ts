import { leafHashOf, leafOf } from '#transparency-log/entry-commitment.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { leafHash, sameHash, type Hash } from '#transparency-log/merkle-tree.ts'
import { proveInclusion } from '#transparency-log/prove.ts'
import { readEntryBundle, tileWidth } from '#transparency-log/tile.ts'
import { tileHashReader, type TileSource } from '#transparency-log/tile-hash-reader.ts'
import { TreeEdge } from '#transparency-log/tree-edge.ts'
import { verifyInclusion, type TreeHead } from '#transparency-log/verify-proof.ts'

/**
 * Returns the proof that the leaf of `commitment` is the `index`-th of the tree, verified, or throws.
 *
 * @param tiles Hostile: the proof is made from them and then judged against the root of `head`.
 * @throws {LogError} As `proveInclusion` and `verifyInclusion`.
 */
export async function proveLeaf(
  leaf: { readonly commitment: Hash; readonly index: number },
  head: TreeHead,
  tiles: TileSource,
): Promise<readonly Hash[]> {
  const proof = await proveInclusion(leaf.index, head.size, tileHashReader(head.size, tiles))
  verifyInclusion(leafHashOf(leaf.commitment), leaf.index, head, proof)
  return proof
}

/**
 * Returns the place of the leaf of `commitment` among all leaves of the tree, or null: that it is not there is then proved.
 *
 * Reads every leaf, 8 KB for each 256 of them, and hashes them up to the root of `head`.
 *
 * @param tiles Hostile.
 * @param onRead Called with the number of leaves read so far.
 * @throws {LogError} `PROOF_ROOT_WRONG` if the leaves given are not those of the tree; and as `readEntryBundle`.
 */
export async function searchLeaves(
  commitment: Hash,
  head: TreeHead,
  how: { readonly tiles: TileSource; readonly onRead: (leaves: number) => void },
): Promise<number | null> {
  const wanted = leafOf(commitment)
  const edge = new TreeEdge()
  let found: number | null = null
  while (edge.size < head.size) {
    const tile = { level: 'entries', index: edge.size / tileWidth, width: Math.min(tileWidth, head.size - edge.size) } as const
    for (const leaf of readEntryBundle(tile, await how.tiles(tile))) {
      if (sameHash(leaf, wanted)) found = edge.size
      edge.append(leafHash(leaf))
    }
    how.onRead(edge.size)
  }
  if (sameHash(edge.root(), head.root)) return found
  throw new LogError('PROOF_ROOT_WRONG', `Cannot search the log: its leaves do not lead to the root of ${head.size} leaves`)
}
