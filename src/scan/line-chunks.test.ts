import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8, utf8Text } from '#base/bytes.ts'
import { LineChunks } from './line-chunks.ts'

async function chunksOf(text: string, { piece, size }: { readonly piece: number; readonly size: number }): Promise<readonly string[]> {
  const bytes = utf8(text)
  let at = 0
  const chunks = new LineChunks(async (room) => {
    const taken = bytes.subarray(at, at + Math.min(piece, room.length))
    room.set(taken)
    at += taken.length
    return taken.length
  })
  const found: string[] = []
  for (;;) {
    const chunk = new Uint8Array(size)
    const length = await chunks.next(chunk)
    if (length === 0) return found
    assert.ok(length < size)
    found.push(utf8Text(chunk.slice(0, length)))
  }
}

test('chunks together are the log, and each but the last ends after a line where a line fits', async () => {
  const lines = fc.array(fc.stringMatching(/^[a-z ]{0,12}$/), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 15, max: 60 }), async (all, piece, size) => {
      const text = all.join('\n')
      const chunks = await chunksOf(text, { piece, size })
      assert.equal(chunks.join(''), text)
      for (const chunk of chunks.slice(0, -1)) assert.ok(chunk.endsWith('\n'), JSON.stringify(chunk))
    }),
  )
})

test('a line that is longer than a chunk is cut between two words, or where it has none, anywhere', async () => {
  assert.deepEqual(await chunksOf('one two three four\nfive', { piece: 100, size: 10 }), ['one two ', 'three ', 'four\n', 'five'])
  assert.deepEqual(await chunksOf('abcdefghijkl', { piece: 100, size: 6 }), ['abcde', 'fghij', 'kl'])
})
