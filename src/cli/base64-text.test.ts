import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase64Text, toBase64Text, type FromBase64Options } from './base64-text.ts'

test('toBase64Text() writes what the engine writes', () => {
  const options = fc.record({ alphabet: fc.constantFrom('base64' as const, 'base64url' as const), omitPadding: fc.boolean() })
  fc.assert(fc.property(fc.uint8Array(), options, (bytes, how) => assert.equal(toBase64Text(bytes, how), bytes.toBase64(how))))
})

test('fromBase64Text() reads and refuses what the engine reads and refuses', () => {
  const options = fc.record({
    alphabet: fc.constantFrom('base64' as const, 'base64url' as const),
    lastChunkHandling: fc.constantFrom('strict' as const, 'loose' as const),
  })
  const outcome = (read: (text: string, how: FromBase64Options) => Uint8Array, text: string, how: FromBase64Options) => {
    try {
      return read(text, how).toHex()
    } catch (error) {
      return error instanceof SyntaxError ? 'refused' : error
    }
  }
  const texts = fc.oneof(fc.stringMatching(/^[A-Za-z0-9+/_=\n -]{0,12}$/), fc.base64String(), fc.string())
  fc.assert(
    fc.property(texts, options, (text, how) => {
      const engine = outcome((given, asked) => Uint8Array.fromBase64(given, asked), text, how)
      assert.equal(outcome(fromBase64Text, text, how), engine, JSON.stringify({ text, how }))
    }),
    { numRuns: 5000 },
  )
})
