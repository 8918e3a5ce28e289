import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mayBeDoubleByte, type DoubleByteCharset } from './double-byte.ts'

const charsets: readonly DoubleByteCharset[] = ['shift_jis', 'euc-jp']

function isTaken(charset: DoubleByteCharset, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

for (const charset of charsets) {
  test(`mayBeDoubleByte() refuses nothing that a decoder of ${charset} takes: every pair of bytes, and longer ones at random`, () => {
    const refused: string[] = []
    for (let first = 0; first < 256; first++)
      for (let second = 0; second < 256; second++) {
        const bytes = Uint8Array.of(first, second)
        if (!mayBeDoubleByte(charset, bytes) && isTaken(charset, bytes)) refused.push(bytes.toHex())
      }
    assert.deepEqual(refused, [])
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => mayBeDoubleByte(charset, bytes) || !isTaken(charset, bytes)),
      { numRuns: 5_000 },
    )
  })
}

test('mayBeDoubleByte() spares the decoder most bytes that are no text', () => {
  const random = Array.from({ length: 2_000 }, () => crypto.getRandomValues(new Uint8Array(9)))
  const spared = (charset: DoubleByteCharset) => random.filter((bytes) => !mayBeDoubleByte(charset, bytes)).length / random.length
  assert.ok(spared('euc-jp') > 0.8)
  assert.ok(spared('shift_jis') > 0.3)
})

test('mayBeDoubleByte() takes Japanese, and an end that is cut off for none', () => {
  assert.ok(mayBeDoubleByte('shift_jis', Uint8Array.fromHex('93fa967b8cea')))
  assert.ok(!mayBeDoubleByte('shift_jis', Uint8Array.fromHex('93fa967b8c')))
  assert.ok(mayBeDoubleByte('euc-jp', Uint8Array.fromHex('c6fccbdcb8ec')))
  assert.ok(!mayBeDoubleByte('euc-jp', Uint8Array.fromHex('c6fccbdcb8')))
})
