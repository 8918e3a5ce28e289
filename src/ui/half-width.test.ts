import assert from 'node:assert/strict'
import { test } from 'node:test'
import { halfWidth, halfWidthNumber, readDigits } from './half-width.ts'

test('halfWidth() turns what an input method leaves into ASCII', () => {
  assert.equal(halfWidth('　２０２６．ｅｘａｍｐｌｅ '), '2026.example')
})

test('halfWidthNumber() maps every dash that Japanese text uses', () => {
  for (const dash of ['‐', '−', '―', 'ー', '－', '–']) assert.equal(halfWidthNumber(`０３${dash}１２３４`), '03-1234')
})

test('readDigits() reads full-width digits and refuses everything else', () => {
  assert.equal(readDigits(' ２０２６ '), '2026')
  assert.equal(readDigits(''), '')
  assert.equal(readDigits('12a'), null)
  assert.equal(readDigits('-1'), null)
})
