import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { createPageCache, type RenderedPage } from './page-cache.ts'

function page(ownBytes: number): RenderedPage {
  return { pieces: [Buffer.alloc(ownBytes)], ownBytes, headers: {}, isLast: true }
}

test('createPageCache() renders a page once while it is at hand', () => {
  const cache = createPageCache(100_000)
  const first = cache.get('a', () => page(10))
  assert.equal(
    cache.get('a', () => page(20)),
    first,
  )
})

test('createPageCache() never holds more bytes than it may, and drops what was unused longest', () => {
  const cache = createPageCache(100_000)
  for (let number = 0; number < 50; number++) {
    cache.get('kept', () => page(10))
    cache.get(`page ${number}`, () => page(20_000))
    assert.ok(cache.bytes <= 100_000)
  }
  let rendered = 0
  const render = (): RenderedPage => {
    rendered++
    return page(10)
  }
  cache.get('kept', render)
  assert.equal(rendered, 0)
  cache.get('page 0', render)
  assert.equal(rendered, 1)
})

test('createPageCache() hands out a page that is larger than it may hold, and does not keep it', () => {
  const cache = createPageCache(1_000)
  assert.equal(cache.get('large', () => page(5_000)).ownBytes, 5_000)
  assert.equal(cache.bytes, 0)
})

test('createPageCache() packs a page once however many ask, and leaves a small one as it is', async () => {
  const cache = createPageCache(100_000)
  const large = { ...page(5_000), pieces: [Buffer.alloc(2_500, 'a'), Buffer.alloc(2_500, 'b')] }
  const packed = await Promise.all([cache.packed('a', large), cache.packed('a', large), cache.packed('a', large)])
  assert.equal(new Set(packed).size, 1)
  assert.deepEqual(gunzipSync(Buffer.concat(packed[0]?.pieces ?? [])), Buffer.concat(large.pieces))
  assert.equal(packed[0]?.headers['content-encoding'], 'gzip')
  assert.equal(await cache.packed('a', large), packed[0])
  const small = page(10)
  assert.equal(await cache.packed('b', small), small)
})
