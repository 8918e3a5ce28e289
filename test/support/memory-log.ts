import type { Hash } from '#transparency-log/merkle-tree.ts'
import { proveInclusion, type HashReader } from '#transparency-log/prove.ts'
import { tilePath, type Tile } from '#transparency-log/tile.ts'
import { tileHashReader } from '#transparency-log/tile-hash-reader.ts'
import { TreeEdge, type WrittenTile } from '#transparency-log/tree-edge.ts'

/** A log whose tiles lie in memory. */
export class MemoryLog {
  readonly edge: TreeEdge
  readonly tiles: Map<string, Uint8Array>

  constructor(edge = new TreeEdge(), tiles = new Map<string, Uint8Array>()) {
    this.edge = edge
    this.tiles = tiles
  }

  /** Adds leaves by their hashes and keeps the tiles of the tree that they make. */
  append(...leaves: readonly Hash[]): this {
    for (const leaf of leaves) this.#keep(this.edge.append(leaf))
    this.#keep(this.edge.partialTiles())
    return this
  }

  /** Returns a reader of the tree as it was at `size`, which must be a size after an `append`. */
  reader(size = this.edge.size): HashReader {
    return tileHashReader(size, this.source)
  }

  /** Returns the bytes of a kept tile. */
  readonly source = async (tile: Tile): Promise<Uint8Array> => {
    const bytes = this.tiles.get(tilePath(tile))
    if (bytes === undefined) throw new Error(`There is no ${tilePath(tile)}`)
    return bytes
  }

  /** Returns the proof that leaf `index` belongs to the tree as it is now. */
  async inclusion(index: number): Promise<Hash[]> {
    return await proveInclusion(index, this.edge.size, this.reader())
  }

  #keep(written: readonly WrittenTile[]): void {
    for (const { tile, bytes } of written) this.tiles.set(tilePath(tile), bytes)
  }
}
