import { concatBytes } from '#base/bytes.ts'
import { LogError } from './log-error.ts'
import { hashBytes, type Hash, type TreeNode } from './merkle-tree.ts'

/** Hashes in a full tile, and levels of the tree from one tile to the next as a power of two. */
export const tileWidth = 256
const tileHeight = 8
const highestLevel = 63

/** One file of a log: 1 to 256 hashes side by side at every eighth level of the tree, or the entries under the hashes of level 0. */
export type Tile = {
  /** Level of the tile: its hashes are at level 8 × `level` of the tree. */
  readonly level: number | 'entries'
  readonly index: number
  /** Hashes in it: 256 in a full tile, fewer at the right edge. */
  readonly width: number
}

/** Returns the path under which a log serves `tile` (C2SP tlog-tiles), such as `tile/0/x001/x234/067.p/8`. */
export function tilePath({ level, index, width }: Tile): string {
  const [last = '000', ...groups] = (
    String(index)
      .padStart(Math.ceil(String(index).length / 3) * 3, '0')
      .match(/\d{3}/g) ?? []
  ).toReversed()
  const parts = ['tile', level, ...groups.toReversed().map((group) => `x${group}`), last]
  return parts.join('/') + (width === tileWidth ? '' : `.p/${width}`)
}

/**
 * Returns the tile of the request path `path`, which has no slash in front. Whether the log has such a tile is another matter.
 *
 * @throws {LogError} `TILE_PATH_MALFORMED` unless it is the one path of a tile.
 */
export function parseTilePath(path: string): Tile {
  const match = /^tile\/(?<level>entries|\d{1,2})\/(?<index>(x\d{3}\/){0,5}\d{3})(\.p\/(?<width>\d{1,3}))?$/.exec(path)
  const { level = '', index = '', width = String(tileWidth) } = match?.groups ?? {}
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: Number(width),
  }
  const isInside = tile.level === 'entries' || tile.level <= highestLevel
  // Writing it again refuses leading zeros, a width of 0 or of 256 and beyond, and an index that lost digits.
  if (match !== null && isInside && tile.width > 0 && tile.width <= tileWidth && tilePath(tile) === path) return tile
  throw new LogError('TILE_PATH_MALFORMED', `Cannot read the path "${path.slice(0, 60)}": expected that of a tile`)
}

/** Returns the tile that holds `node`, as wide as a tree of `size` leaves makes it. */
export function tileOf(node: TreeNode, size: number): Tile & { readonly level: number } {
  const level = Math.floor(node.level / tileHeight)
  const index = Math.floor((node.index * 2 ** (node.level % tileHeight)) / tileWidth)
  return { level, index, width: Math.min(tileWidth, widthOfRow(level, size) - index * tileWidth) }
}

/** Returns the tiles at the right edge of a tree of `size` leaves that are not full, from the leaves up. */
export function partialTiles(size: number): (Tile & { readonly level: number })[] {
  const tiles: (Tile & { readonly level: number })[] = []
  for (let level = 0; widthOfRow(level, size) > 0; level++) {
    const row = widthOfRow(level, size)
    if (row % tileWidth > 0) tiles.push({ level, index: Math.floor(row / tileWidth), width: row % tileWidth })
  }
  return tiles
}

/** Returns how many hashes a tree of `size` leaves has at tile level `level`: those of complete subtrees alone. */
function widthOfRow(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level)
}

/**
 * Returns the hashes of a tile.
 *
 * @throws {LogError} `TILE_MALFORMED` unless `bytes` are as many as the tile's width asks for.
 */
export function readTile(tile: Tile, bytes: Uint8Array): Hash[] {
  if (bytes.length !== tile.width * hashBytes) {
    throw new LogError('TILE_MALFORMED', `Cannot read ${tilePath(tile)}: ${bytes.length} bytes, expected ${tile.width * hashBytes}`)
  }
  return Array.from({ length: tile.width }, (_, at) => bytes.slice(at * hashBytes, (at + 1) * hashBytes))
}

/** Returns the bytes of a bundle of entries: each behind its length in two bytes (C2SP tlog-tiles). Entries are at most 65,535 bytes long. */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]))
}

/**
 * Returns the entries of the bundle `tile`.
 *
 * @throws {LogError} `TILE_MALFORMED` unless `bytes` hold exactly as many entries as the tile is wide.
 */
export function readEntryBundle(tile: Tile, bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const start = at + 2
    at = start + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0))
    entries.push(bytes.slice(start, at))
    if (start > bytes.length || at > bytes.length) throw malformedBundle(tile, 'cut off')
  }
  if (entries.length !== tile.width) throw malformedBundle(tile, `${entries.length} entries`)
  return entries
}

function malformedBundle(tile: Tile, problem: string): LogError {
  return new LogError('TILE_MALFORMED', `Cannot read ${tilePath(tile)}: ${problem}, expected ${tile.width} entries`)
}
