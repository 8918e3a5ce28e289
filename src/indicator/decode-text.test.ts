import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { decodeText } from './decode-text.ts'

test('decodeText() reads UTF-8, UTF-16 with a mark, and Shift_JIS', () => {
  assert.equal(decodeText(utf8('狼煙\r\n\t')), '狼煙\r\n\t')
  assert.equal(decodeText(utf8('\ufeff狼煙')), '狼煙')
  assert.equal(decodeText(Uint8Array.from([0xff, 0xfe, 0xfc, 0x72, 0x59, 0x71])), '狼煙')
  assert.equal(decodeText(Uint8Array.from([0xfe, 0xff, 0x72, 0xfc, 0x71, 0x59])), '狼煙')
  assert.equal(decodeText(Uint8Array.from([0x98, 0x54, 0x89, 0x8c])), '狼煙')
})

test('decodeText() refuses bytes that are no text', () => {
  for (const bytes of [
    [0],
    [0x1f, 0x8b, 8, 0],
    [0x50, 0x4b, 3, 4],
    [0xff, 0xd8, 0xff, 0xe0],
    [0xff, 0xfe, 0],
    [0xff, 0xfe, 0, 0xd8],
    [0x41, 0xff],
  ]) {
    assert.equal(decodeText(Uint8Array.from(bytes)), null, String(bytes))
  }
})
