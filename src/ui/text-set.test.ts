import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate, type TextSet } from './text-set.ts'

const texts = {
  title: { ja: '報告', en: 'Report' },
  count: { ja: '{count, number}件', en: '{count, plural, =0 {no reports} one {# report} other {# reports}}' },
  rich: { ja: '<b>{name}</b>さん', en: 'Dear <b>{name}</b>, it’s time' },
} as const satisfies TextSet

test('translate() reads the language asked for', () => {
  assert.equal(translate(texts, 'ja')('title'), '報告')
  assert.equal(translate(texts, 'en')('title'), 'Report')
})

test('translate() formats ICU arguments by the rules of the language', () => {
  assert.equal(translate(texts, 'ja')('count', { count: 1234 }), '1,234件')
  assert.equal(translate(texts, 'en')('count', { count: 1 }), '1 report')
  assert.equal(translate(texts, 'en')('count', { count: 0 }), 'no reports')
})

test('translate() gives marked words to the function of their tag', () => {
  const en = translate(texts, 'en')
  assert.equal(en.markup('rich', { name: 'A', b: (words) => `[${words}]` }), 'Dear [A], it’s time')
})

test('translate() refuses unknown keys and missing arguments at compile time', () => {
  const t = translate(texts, 'en')
  // @ts-expect-error there is no such key
  assert.ok(() => t('absent'))
  // @ts-expect-error the argument is missing
  assert.ok(() => t('count'))
})

test('translate() returns the same function for the same set and language', () => {
  assert.equal(translate(texts, 'ja'), translate(texts, 'ja'))
  assert.notEqual(translate(texts, 'ja'), translate(texts, 'en'))
})
