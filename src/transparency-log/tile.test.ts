import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { MemoryLog } from '../../test/support/memory-log.ts'
import { leafHash } from './merkle-tree.ts'
import { treeRoot } from './prove.ts'
import { formatEntryBundle, parseTilePath, partialTiles, readEntryBundle, readTile, tileOf, tilePath, type Tile } from './tile.ts'
import { TreeEdge } from './tree-edge.ts'

const tiles = fc.record(
  {
    level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
    index: fc.nat(Number.MAX_SAFE_INTEGER),
    width: fc.integer({ min: 1, max: 256 }),
  },
  { noNullPrototype: true },
)

test('tilePath() writes the paths of C2SP tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000')
  assert.equal(tilePath({ level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ level: 5, index: 123456078, width: 2 }), 'tile/5/x123/x456/078.p/2')
  assert.equal(tilePath({ level: 'entries', index: 3057500, width: 255 }), 'tile/entries/x003/x057/500.p/255')
  assert.equal(tilePath({ level: 63, index: 1000, width: 1 }), 'tile/63/x001/000.p/1')
})

test('parseTilePath() reads what tilePath() writes', () => {
  fc.assert(
    fc.property(tiles, (tile) => {
      assert.deepEqual(parseTilePath(tilePath(tile)), tile)
    }),
  )
})

const notPaths = `
  /tile/0/000 tile/0 tile/0/0 tile/0/00 tile/0/0000 tile/00/000 tile/64/000 tile/-1/000 tile/data/000 tile/1e1/000 TILE/0/000 checkpoint
  tile/0/x000/001 tile/0/123/456/078 tile/0/x1/234 tile/0/x001 tile/0/000/ tile/0/../000 tile/0/000?x tile/0/000%00 tile/0/٠٠٠
  tile/0/000.p/ tile/0/000.p/0 tile/0/000.p/256 tile/0/000.p/257 tile/0/000.p/01 tile/0/000.p/1/ tile/0/000.p/-1
  tile/0/x999/x999/x999/x999/x999/999`
for (const path of ['tile/0/000\n', ...notPaths.split(/\s+/)]) {
  test(`parseTilePath() refuses ${JSON.stringify(path)}`, () => {
    assert.throws(() => parseTilePath(path), { code: 'TILE_PATH_MALFORMED' })
  })
}

test('partialTiles() names the tiles of the examples of C2SP tlog-tiles', () => {
  assert.deepEqual(partialTiles(70_000), [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ])
  assert.deepEqual(partialTiles(256), [{ level: 1, index: 0, width: 1 }])
  assert.deepEqual(partialTiles(0), [])
})

test('tileOf() finds the tile of a node, and the highest partial one where the tree ends', () => {
  assert.deepEqual(tileOf({ level: 0, index: 69_999 }, 70_000), { level: 0, index: 273, width: 112 })
  assert.deepEqual(tileOf({ level: 7, index: 545 }, 70_000), { level: 0, index: 272, width: 256 })
  assert.deepEqual(tileOf({ level: 8, index: 272 }, 70_000), { level: 1, index: 1, width: 17 })
  assert.deepEqual(tileOf({ level: 16, index: 0 }, 70_000), { level: 2, index: 0, width: 1 })
})

test('TreeEdge writes every full tile once and resumes from its partial tiles', async () => {
  const leaves = Array.from({ length: 66_000 }, (_, at) => leafHash(new TextEncoder().encode(String(at))))
  const log = new MemoryLog().append(...leaves)
  assert.equal(log.edge.size, 66_000)
  const full = [...log.tiles.keys()].filter((path) => !path.includes('.p/'))
  assert.equal(full.length, 257 + 1)
  for (const size of [0, 257, 65_535, 65_536]) {
    const part = new MemoryLog().append(...leaves.slice(0, size))
    const resumed = new MemoryLog(await TreeEdge.resume(size, part.source), part.tiles).append(...leaves.slice(size))
    assert.deepEqual(resumed.edge.root(), log.edge.root())
    assert.deepEqual(await treeRoot(66_000, resumed.reader()), log.edge.root())
  }
})

test('readTile() refuses bytes of another length', () => {
  const tile: Tile = { level: 0, index: 0, width: 2 }
  assert.equal(readTile(tile, new Uint8Array(64)).length, 2)
  for (const length of [0, 32, 63, 65, 96, 8192]) assert.throws(() => readTile(tile, new Uint8Array(length)), { code: 'TILE_MALFORMED' })
})

test('readEntryBundle() reads what formatEntryBundle() writes', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 700 }), { minLength: 1, maxLength: 256 })
  fc.assert(
    fc.property(entries, (list) => {
      const tile: Tile = { level: 'entries', index: 0, width: list.length }
      assert.deepEqual(readEntryBundle(tile, formatEntryBundle(list)), list)
    }),
  )
})

test('readEntryBundle() refuses bundles that are cut off, or hold more or fewer entries', () => {
  const bundle = formatEntryBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)])
  const tile: Tile = { level: 'entries', index: 0, width: 2 }
  for (let length = 0; length < bundle.length; length++) {
    assert.throws(() => readEntryBundle(tile, bundle.slice(0, length)), { code: 'TILE_MALFORMED' })
  }
  for (const width of [1, 3]) assert.throws(() => readEntryBundle({ ...tile, width }, bundle), { code: 'TILE_MALFORMED' })
  assert.throws(() => readEntryBundle(tile, new Uint8Array([...bundle, 0])), { code: 'TILE_MALFORMED' })
})
