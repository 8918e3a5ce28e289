import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { canonicalBase64 } from './canonical-base64.ts'

test('canonicalBase64() reads back what toBase64() wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.deepEqual(canonicalBase64(bytes.toBase64(), 400), new Uint8Array(bytes))
    }),
  )
})

test('canonicalBase64() accepts one text for one value', () => {
  for (const text of ['QQ', 'QQ=', 'QR==', 'QUJ=', ' QQ==', 'QQ==\n', 'Q Q==', 'QQ===', '_-8=', 'QQ==QQ==', 'é']) {
    assert.equal(canonicalBase64(text, 100), null, JSON.stringify(text))
  }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('A', 'Q', 'R', '/', '=', '-', ' ', '\n', 'あ'), maxLength: 8 }), (text) => {
      const bytes = canonicalBase64(text, 100)
      assert.equal(bytes === null || bytes.toBase64() === text, true)
    }),
  )
})

test('canonicalBase64() refuses a text beyond the limit and a value that is no text', () => {
  assert.equal(canonicalBase64('AAAA', 4)?.length, 3)
  for (const value of ['AAAAAAAA', undefined, null, 7, {}, ['AAAA']]) assert.equal(canonicalBase64(value, 4), null)
})
