import { rowAbove, type Hash } from './merkle-tree.ts'
import type { HashReader } from './prove.ts'
import { readTile, tileOf, tilePath, tileWidth, type Tile } from './tile.ts'

/** Returns the bytes of one tile, from a disk, a cache or the network. */
export type TileSource = (tile: Tile) => Promise<Uint8Array>

/** The nodes under one tile's top: its own hashes, then each row above them. */
type Rows = readonly (readonly Hash[])[]

// About 3 MB. The proofs of one head share their tiles, and hashing those again would be most of the work.
const mostTiles = 64

/**
 * Returns a reader of the hashes of a tree of `size` leaves from its tiles; a proof in a tree of ten million leaves takes three to seven.
 *
 * It remembers the last 64 tiles. Nothing is checked against a root: whoever does not trust the source verifies what is proved with it.
 *
 * @throws {LogError} The reader throws `TILE_MALFORMED` where the source gives a tile of another length.
 */
export function tileHashReader(size: number, source: TileSource): HashReader {
  const known = new Map<string, Rows>()
  return async (nodes) => {
    const places = nodes.map((node) => ({ node, tile: tileOf(node, size) }))
    const wanted = new Map(places.map(({ tile }) => [tilePath(tile), tile]))
    const rows = new Map<string, Rows>()
    const load = async ([path, tile]: readonly [string, Tile]) =>
      rows.set(path, known.get(path) ?? rowsOver(readTile(tile, await source(tile))))
    await Promise.all([...wanted].map(load))
    remember(known, rows)
    return places.map(({ node, tile }) => {
      const height = node.level - tile.level * Math.log2(tileWidth)
      const first = (tile.index * tileWidth) / 2 ** height
      return rows.get(tilePath(tile))?.[height]?.[node.index - first] ?? unreadable(tile)
    })
  }
}

function rowsOver(hashes: readonly Hash[]): Rows {
  const rows = [hashes]
  for (let row = rowAbove(hashes); row.length > 0; row = rowAbove(row)) rows.push(row)
  return rows
}

function remember(known: Map<string, Rows>, rows: ReadonlyMap<string, Rows>): void {
  for (const [path, tile] of rows) {
    // Taken out and put back, it is the newest.
    known.delete(path)
    known.set(path, tile)
  }
  for (const path of known.keys()) {
    if (known.size <= mostTiles) return
    known.delete(path)
  }
}

function unreadable(tile: Tile): never {
  throw new TypeError(`${tilePath(tile)} does not hold the node that was looked for`)
}
