import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldText } from './fold-text.ts'

const alike: readonly (readonly [string, string])[] = [
  ['ランサムウェア', 'ﾗﾝｻﾑｳｪｱ'],
  ['ランサムウェア', 'らんさむうぇあ'],
  ['サーバー', 'サーバ'],
  ['サーバーの再起動', 'サーバの再起動'],
  ['ＶＰＮ装置', 'vpn装置'],
  ['evil.example', 'EVIL[.]example'],
  ['https://evil.example', 'hxxps://evil[dot]example'],
  ['髙島屋', '高嶋屋'],
  ['ﾊﾞｯｸｱｯﾌﾟ', 'バックアップ'],
  ['ガ', 'カ\u3099'],
  ['暗号化された', '暗号化\nされた'],
  ['two words', 'two \n  words'],
  ['zero\u200bwidth', 'zerowidth'],
]

for (const [left, right] of alike) {
  test(`foldText() finds ${JSON.stringify(left)} written as ${JSON.stringify(right)}`, () => {
    assert.equal(foldText(left).text, foldText(right).text)
  })
}

for (const [left, right] of [
  ['コピー', 'コピ'],
  ['暗号', '暗合'],
  ['two words', 'twowords'],
] as const) {
  test(`foldText() keeps ${left} and ${right} apart`, () => {
    assert.notEqual(foldText(left).text, foldText(right).text)
  })
}

test('foldText() says of every code unit where it comes from, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { text: folded, starts, ends } = foldText(text)
      assert.equal(starts.length, folded.length)
      assert.equal(ends.length, folded.length)
      for (let at = 0; at < folded.length; at++) {
        assert.ok((starts[at] ?? -1) >= (starts[at - 1] ?? 0))
        assert.ok((starts[at] ?? 0) < (ends[at] ?? 0) && (ends[at] ?? 0) <= text.length)
      }
    }),
  )
})
