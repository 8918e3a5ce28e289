import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitmentOf, leafHashOf, leafOf } from '#transparency-log/entry-commitment.ts'
import { formatEntryBundle, tileWidth, type Tile } from '#transparency-log/tile.ts'
import { MemoryLog } from '../../test/support/memory-log.ts'
import { sampleCover } from '../../test/support/sample-receipt.ts'
import { proveLeaf, searchLeaves } from './find-leaf.ts'

const commitments = Array.from({ length: 700 }, () => commitmentOf(sampleCover()))
const log = new MemoryLog().append(...commitments.map(leafHashOf))
const head = { size: commitments.length, root: log.edge.root() }
const absent = commitmentOf(sampleCover())

async function tiles(tile: Tile): Promise<Uint8Array> {
  if (tile.level !== 'entries') return await log.source(tile)
  const start = tile.index * tileWidth
  return formatEntryBundle(commitments.slice(start, start + tile.width).map(leafOf))
}

test('proveLeaf() proves each leaf at its place, and refuses another place and another leaf', async () => {
  for (const index of [0, 255, 256, 511, 699]) {
    const commitment = commitments[index] as Uint8Array
    assert.ok((await proveLeaf({ commitment, index }, head, tiles)).length > 0)
    await assert.rejects(proveLeaf({ commitment, index: index === 0 ? 1 : index - 1 }, head, tiles), { code: 'PROOF_ROOT_WRONG' })
    await assert.rejects(proveLeaf({ commitment: absent, index }, head, tiles), { code: 'PROOF_ROOT_WRONG' })
  }
  await assert.rejects(proveLeaf({ commitment: absent, index: 700 }, head, tiles), { code: 'TREE_POSITION_IMPOSSIBLE' })
})

test('searchLeaves() finds a leaf, and proves that another is not there', async () => {
  const seen: number[] = []
  const how = { tiles, onRead: (leaves: number) => void seen.push(leaves) }
  assert.equal(await searchLeaves(commitments[300] as Uint8Array, head, how), 300)
  assert.deepEqual(seen, [256, 512, 700])
  assert.equal(await searchLeaves(absent, head, how), null)
  assert.equal(await searchLeaves(absent, { size: 0, root: new MemoryLog().edge.root() }, how), null)
})

test('searchLeaves() refuses leaves that are not those of the tree', async () => {
  const without = {
    tiles: async (tile: Tile) => formatEntryBundle(Array.from({ length: tile.width }, () => leafOf(absent))),
    onRead: () => {},
  }
  await assert.rejects(searchLeaves(commitments[0] as Uint8Array, head, without), { code: 'PROOF_ROOT_WRONG' })
})
