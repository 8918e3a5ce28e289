import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readings } from './readings.ts'

const name = '北瀬電力'
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

test('readings() decodes to a depth of two and no deeper', () => {
  const once = encode('secret name').toBase64()
  const twice = encode(once).toBase64()
  const thrice = encode(twice).toBase64()
  assert.ok(readings(once).includes('secret name'))
  assert.ok(readings(twice).includes('secret name'))
  assert.ok(!readings(thrice).includes('secret name'))
})

test('readings() reads bytes in UTF-8, UTF-16, Shift_JIS and EUC-JP', () => {
  const shiftJis = Uint8Array.of(0x96, 0x6b, 0x90, 0xa3, 0x93, 0x64, 0x97, 0xcd)
  const eucJp = Uint8Array.of(0xcb, 0xcc, 0xc0, 0xa5, 0xc5, 0xc5, 0xce, 0xcf)
  const utf16 = Buffer.from(name, 'utf16le')
  for (const bytes of [encode(name), shiftJis, eucJp, utf16, Buffer.from(utf16).swap16()]) assert.ok(readings(bytes.toHex()).includes(name))
})

test('readings() decodes escapes in their place and keeps the text around them', () => {
  assert.ok(readings('x=%E5%8C%97&y=1').includes('x=北&y=1'))
  assert.ok(readings(String.raw`"\u5317 \xe7\x80\xac"`).includes('"北 \\xe7\\x80\\xac"'))
  assert.ok(readings('&#x1F17A;&#99999999;').includes('\u{1f17a}&#99999999;'))
})

test('readings() takes no digest for text', () => {
  for (const digest of ['d41d8cd98f00b204e9800998ecf8427e', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']) {
    assert.deepEqual(readings(digest), [digest])
  }
})

test('readings() finds a text in base64 and hexadecimal between other words, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 }), fc.string({ unit: 'binary' }), (text, around) => {
      const plain = text.replaceAll(/[\u0000-\u001f\u007f]/gu, '').toWellFormed()
      readings(around)
      if (encode(plain).length < 6) return
      assert.ok(readings(`to: ${encode(plain).toBase64()}, `).some((reading) => reading.includes(plain)))
      assert.ok(readings(`to: ${encode(plain).toHex()}, `).some((reading) => reading.includes(plain)))
    }),
  )
})

test('readings() reads letters that are another letter in capitals only, such as the sign of kelvin and the long s', () => {
  for (const sign of ['\u212a', '\u017f'])
    for (const text of [`aaaaaa${sign}aaaaaa`, `${sign}yamada-denryoku/1`, `xn--${sign}aaaaaaaa`, `%${sign}41`, `\\x4${sign}41`])
      assert.equal(readings(text)[0], text)
  const letters = fc.string({
    unit: fc.constantFrom('\u212a', '\u017f', 'a', 'Z', '7', '+', '/', '-', '_', '=', '%', '.', 'xn--'),
    maxLength: 60,
  })
  fc.assert(fc.property(letters, (text) => readings(text)[0] === text))
  // What stands beside such a sign is read as before.
  assert.ok(readings(`\u212a${btoa('kazami-denryoku')}`).some((reading) => reading.includes('kazami-denryoku')))
})
