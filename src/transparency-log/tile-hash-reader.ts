import { completeRoot } from './merkle-tree.ts'
import type { HashReader } from './prove.ts'
import { readTile, tileOf, tilePath, tileWidth, type Tile } from './tile.ts'

/** Returns the bytes of one tile, from a disk, a cache or the network. */
export type TileSource = (tile: Tile) => Promise<Uint8Array>

/**
 * Returns a reader of the hashes of a tree of `size` leaves from its tiles; a proof in a tree of ten million leaves takes two to seven.
 *
 * Nothing is checked against a root: whoever does not trust the source verifies what is proved with it.
 *
 * @throws {LogError} The reader throws `TILE_MALFORMED` where the source gives a tile of another length.
 */
export function tileHashReader(size: number, source: TileSource): HashReader {
  return async (nodes) => {
    const places = nodes.map((node) => ({ node, tile: tileOf(node, size) }))
    const wanted = new Map(places.map(({ tile }) => [tilePath(tile), tile]))
    const read = await Promise.all([...wanted].map(async ([path, tile]) => [path, readTile(tile, await source(tile))] as const))
    const hashes = new Map(read)
    return places.map(({ node, tile }) => {
      // A node between two rows of tiles is the root over 2^n neighbours in the lower one.
      const count = 2 ** (node.level - tile.level * Math.log2(tileWidth))
      const first = node.index * count - tile.index * tileWidth
      return completeRoot(hashes.get(tilePath(tile))?.slice(first, first + count) ?? [])
    })
  }
}
