import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { halfWidth, readNumber } from './half-width.ts'

test('halfWidth() makes full-width ASCII, spaces and dashes half-width', () => {
  assert.equal(halfWidth('　ＣＶＥ－２０２４－１２３４５　'), 'CVE-2024-12345')
  assert.equal(halfWidth('２０２６−11‐22Ｔ０９：３０＋０９：００'), '2026-11-22T09:30+09:00')
  assert.equal(halfWidth('ー5'), '-5')
})

test('halfWidth() leaves kanji, kana and compatibility characters as they are', () => {
  for (const text of ['㈱狼煙', '①', 'サーバー', 'ﾊﾝｶｸ', '髙橋']) assert.equal(halfWidth(text), text)
})

test('readNumber() reads what people type', () => {
  const read: [string, number | null][] = [
    ['１，２００', 1200],
    ['1,234,567', 1_234_567],
    ['３．５', 3.5],
    ['-7', -7],
    ['−７', -7],
    [' 42 ', 42],
    ['12,34', null],
    ['1,2345', null],
    ['1e5', null],
    ['0x10', null],
    ['Infinity', null],
    ['', null],
    ['約100', null],
  ]
  for (const [text, value] of read) assert.equal(readNumber(text), value, text)
})

test('readNumber() reads every whole number in full-width digits', () => {
  fc.assert(
    fc.property(fc.nat(), (value) => {
      const wide = String(value).replace(/\d/gu, (digit) => String.fromCodePoint(Number(digit) + 0xff10))
      assert.equal(readNumber(wide), value)
    }),
  )
})
