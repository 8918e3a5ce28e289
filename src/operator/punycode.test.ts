import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { unicodeLabel } from './punycode.ts'

test('unicodeLabel() reads the samples of RFC 3492', () => {
  // Section 7.1, (A) Arabic, (L) and (P) Japanese.
  assert.equal(unicodeLabel('xn--egbpdaj6bu4bxfgehfvwxn'), 'ليهمابتكلموشعربي؟')
  assert.equal(unicodeLabel('xn--3B-ww4c5e180e575a65lsy2b'), '3年B組金八先生')
  assert.equal(unicodeLabel('xn--MajiKoi5-783gue6qz075azm5e'), 'MajiでKoiする5秒前')
})

test('unicodeLabel() undoes what the platform does to a Japanese label', () => {
  const label = fc.string({ unit: fc.constantFrom('北', '瀬', '電', '力', 'カ', 'ラ', 'a', '1'), minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      label.filter((text) => /[^a-z0-9]/u.test(text)),
      (text) => {
        assert.equal(unicodeLabel(domainToASCII(text)), text)
      },
    ),
  )
})

test('unicodeLabel() answers null for what is no such label, and for digits that spell nothing', () => {
  for (const label of ['example', 'xn--', 'xn--99999999', 'xn--a b', 'xn--0', `xn--${'z'.repeat(59)}`])
    assert.equal(unicodeLabel(label), null, label)
})
