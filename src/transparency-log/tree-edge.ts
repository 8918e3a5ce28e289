import { concatBytes } from '#base/bytes.ts'
import { completeRoot, joinSubtrees, subtreesOf, type Hash } from './merkle-tree.ts'
import { partialTiles, readTile, tileWidth, type Tile } from './tile.ts'
import type { TileSource } from './tile-hash-reader.ts'

/** A tile with its content. */
export type WrittenTile = { readonly tile: Tile; readonly bytes: Uint8Array<ArrayBuffer> }

/**
 * The right edge of a growing tree: the one unfinished tile of each level, which is all that appending and the root need.
 *
 * It is the compact range of the tree in units of tiles. Ten million leaves keep at most 765 hashes in memory.
 */
export class TreeEdge {
  /** For each level of tiles, the hashes that do not fill a tile yet: always fewer than 256. */
  readonly #rows: Hash[][] = []
  #size = 0

  /**
   * Returns the edge of the tree of `size` leaves, from its partial tiles.
   *
   * @throws {LogError} `TILE_MALFORMED` where the source gives a tile of another length.
   */
  static async resume(size: number, source: TileSource): Promise<TreeEdge> {
    const edge = new TreeEdge()
    edge.#size = size
    for (const tile of partialTiles(size)) {
      while (edge.#rows.length < tile.level) edge.#rows.push([])
      edge.#rows.push(readTile(tile, await source(tile)))
    }
    return edge
  }

  /** How many leaves the tree has. */
  get size(): number {
    return this.#size
  }

  /** Adds one leaf by its hash, and returns the tiles that it made full: mostly none, and each for the only time. */
  append(leaf: Hash): WrittenTile[] {
    const full: WrittenTile[] = []
    this.#size += 1
    let hash = leaf
    for (let level = 0; ; level++) {
      const row = (this.#rows[level] ??= [])
      row.push(hash)
      if (row.length < tileWidth) return full
      full.push({ tile: { level, index: this.#size / tileWidth ** (level + 1) - 1, width: tileWidth }, bytes: concatBytes(...row) })
      hash = completeRoot(row)
      row.length = 0
    }
  }

  /** Returns the root of the tree as it is now. */
  root(): Hash {
    return joinSubtrees(this.#rows.toReversed().flatMap((row) => rootsOfRow(row)))
  }

  /** Returns the tiles that are not full, as a checkpoint of this size needs them. */
  partialTiles(): WrittenTile[] {
    return partialTiles(this.#size).map((tile) => ({ tile, bytes: concatBytes(...(this.#rows[tile.level] ?? [])) }))
  }
}

function rootsOfRow(row: readonly Hash[]): Hash[] {
  return subtreesOf(0, row.length).map(({ level, index }) => completeRoot(row.slice(index * 2 ** level, (index + 1) * 2 ** level)))
}
