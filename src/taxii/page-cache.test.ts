import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPageCache, type RenderedPage } from './page-cache.ts'

function page(ownBytes: number): RenderedPage {
  return { pieces: [Buffer.alloc(ownBytes)], ownBytes, headers: {} }
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
