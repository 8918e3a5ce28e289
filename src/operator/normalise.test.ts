import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compact, normalise } from './normalise.ts'

test('normalise() undoes width, look-alikes, accents, invisible characters and kinds of kana', () => {
  assert.equal(normalise('ＫＩＴＥＸ ｶﾞｽ ㈱').cased, 'KITEX ガス (株)')
  assert.equal(normalise('КІТЕХ').lower, 'kitex')
  assert.equal(normalise('Tōkyō').lower, 'tokyo')
  assert.equal(normalise('北\u200b瀬\ufe00').cased, '北瀬')
  assert.equal(normalise('がすャ').cased, 'ガスヤ')
})

test('normalise() writes addresses as they are used', () => {
  assert.equal(normalise('a[.]example (dot) test').cased, 'a.example.test')
  assert.equal(normalise('taro[@]a{.}example').cased, 'taro@a.example')
  assert.equal(normalise('http[:]//a。example').cased, 'http://a.example')
  assert.equal(normalise(String.raw`a\.example`).cased, 'a.example')
})

test('normalise() leaves an ideographic full stop between Japanese words alone', () => {
  assert.equal(normalise('停止した。復旧した。').cased, '停止シタ。復旧シタ。')
})

test('normalise() gives views of equal length, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { cased, lower } = normalise(text)
      assert.equal(cased.length, lower.length)
    }),
  )
  assert.equal(normalise('İSTANBUL').cased.length, normalise('İSTANBUL').lower.length)
})

test('compact() keeps letters and digits and says where each came from', () => {
  assert.deepEqual(compact('a-b ー1。c'), { text: 'ab1。c', origins: [0, 2, 5, 6, 7] })
})
