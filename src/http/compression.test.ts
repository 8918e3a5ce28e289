import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { compressed, encodingFor } from './compression.ts'

test('encodingFor() takes what the caller takes, and brotli before gzip', () => {
  const wishes = [
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=0.5, br;q=0', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=wrong', null],
  ] as const
  for (const [wish, expected] of wishes) assert.equal(encodingFor(wish), expected, String(wish))
})

test('compressed() gives the same bytes back, and passes a failure on', async () => {
  const parts = Array.from({ length: 500 }, (_, index) => Buffer.from(`line ${index}\n`))
  const chunks = async function* () {
    for (const part of parts) yield await Promise.resolve(part)
  }
  for (const [encoding, decompress] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)
    assert.deepEqual(decompress(Buffer.concat(await Array.fromAsync(compressed(chunks(), encoding)))), Buffer.concat(parts))
  const failing = async function* () {
    yield await Promise.resolve(Buffer.from('one'))
    throw new Error('gone')
  }
  await assert.rejects(Array.fromAsync(compressed(failing(), 'gzip')), /gone/)
})
