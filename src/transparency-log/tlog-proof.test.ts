import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { leafHash } from './merkle-tree.ts'
import { readText } from './text-field.ts'
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts'

const [one, two] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))]
const checkpoint = 'origin\n9\nroot\n\n— origin sig\n'
const whole = formatTlogProof({ extra: Uint8Array.of(1, 2), index: 5, hashes: [one, two], checkpoint })

test('formatTlogProof() writes the lines of C2SP tlog-proof', () => {
  assert.equal(whole, `c2sp.org/tlog-proof@v1\nextra AQI=\nindex 5\n${one.toBase64()}\n${two.toBase64()}\n\n${checkpoint}`)
  assert.equal(formatTlogProof({ extra: null, index: 0, hashes: [], checkpoint }), `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`)
})

test('parseTlogProof() inverts formatTlogProof()', () => {
  const proofs = fc.record(
    {
      extra: fc.option(fc.uint8Array({ minLength: 1, maxLength: 400 })),
      index: fc.maxSafeNat(),
      hashes: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 53 }),
      checkpoint: fc.string(),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(proofs, (proof) => {
      assert.deepEqual(parseTlogProof(formatTlogProof(proof)), proof)
    }),
  )
})

const refused: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'PROOF_MALFORMED'],
  ['another header', whole.replace('v1', 'v2'), 'PROOF_MALFORMED'],
  ['a mark of byte order', `\ufeff${whole}`, 'PROOF_MALFORMED'],
  ['a header alone', 'c2sp.org/tlog-proof@v1\n', 'PROOF_MALFORMED'],
  ['no empty line', whole.replaceAll('\n\n', '\n'), 'PROOF_MALFORMED'],
  ['no index', 'c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n', 'PROOF_MALFORMED'],
  ['index before extra', whole.replace('extra AQI=\nindex 5\n', 'index 5\nextra AQI=\n'), 'HASH_MALFORMED'],
  ['extra twice', whole.replace('extra AQI=\n', 'extra AQI=\nextra AQI=\n'), 'PROOF_MALFORMED'],
  ['an empty extra', whole.replace('AQI=', ''), 'PROOF_MALFORMED'],
  ['an extra that is no base64', whole.replace('AQI=', '!!'), 'PROOF_MALFORMED'],
  ['an extra with stray bits', whole.replace('AQI=', 'AQJ='), 'PROOF_MALFORMED'],
  ['an extra without padding', whole.replace('AQI=', 'AQI'), 'PROOF_MALFORMED'],
  ['an extra beyond 48 KiB', whole.replace('AQI=', 'AAAA'.repeat(20_000)), 'PROOF_MALFORMED'],
  ['a negative index', whole.replace('index 5', 'index -5'), 'NUMBER_MALFORMED'],
  ['an index with a leading zero', whole.replace('index 5', 'index 05'), 'NUMBER_MALFORMED'],
  ['an index beyond 2^53', whole.replace('index 5', 'index 9007199254740993'), 'NUMBER_MALFORMED'],
  ['an index of 400 digits', whole.replace('index 5', `index ${'9'.repeat(400)}`), 'NUMBER_MALFORMED'],
  ['two spaces before the index', whole.replace('index 5', 'index  5'), 'NUMBER_MALFORMED'],
  ['a hash of 64 bytes', whole.replace(one.toBase64(), new Uint8Array(64).toBase64()), 'HASH_MALFORMED'],
  ['a hash that is no base64', whole.replace(one.toBase64(), '!!notbase64!!'), 'HASH_MALFORMED'],
  ['54 hashes', whole.replace(`${one.toBase64()}\n`, `${one.toBase64()}\n`.repeat(53)), 'PROOF_MALFORMED'],
]
for (const [what, text, code] of refused) {
  test(`parseTlogProof() refuses ${what}`, () => {
    assert.notEqual(text, whole)
    assert.throws(() => parseTlogProof(text), { code })
  })
}

test('readText() refuses what is too large, not UTF-8, or holds control characters', () => {
  const bytes = (...values: number[]) => Uint8Array.of(...values)
  assert.equal(readText(bytes(0x61, 0x0a, 0x09), 3), 'a\n\t')
  assert.equal(readText(bytes(0xef, 0xbb, 0xbf), 3), '\ufeff')
  assert.throws(() => readText(new Uint8Array(4), 3), { code: 'TEXT_TOO_LARGE' })
  for (const wrong of [bytes(0xff), bytes(0xc0, 0x80), bytes(0xed, 0xa0, 0x80), bytes(0xe2, 0x80)]) {
    assert.throws(() => readText(wrong, 9), { code: 'TEXT_NOT_UTF8' })
  }
  for (const control of [0x00, 0x08, 0x0b, 0x0d, 0x1f, 0x7f]) {
    assert.throws(() => readText(bytes(control), 9), { code: 'TEXT_CONTROL_CHARACTER' })
  }
})
