import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate, type TextSet } from './text-set.ts'

const texts = {
  title: { ja: '報告', en: 'Report' },
  count: { ja: '{count, number}件', en: '{count, plural, =0 {no reports} one {# report} other {# reports}}' },
  part: { ja: '{part, select, year {年} other {月}}を入力', en: 'Enter the {part}' },
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
  assert.equal(translate(texts, 'ja')('part', { part: 'year' }), '年を入力')
})

test('translate() gives marked words to the function of their tag', () => {
  const marked: unknown[] = []
  void translate(texts, 'en').rich('rich', { name: 'A', b: (words) => marked.push(words) })
  assert.deepEqual(marked, [['A']])
})

test('translate() refuses unknown keys, missing and wrong arguments at compile time', () => {
  const t = translate(texts, 'en')
  // @ts-expect-error there is no such key
  assert.ok(() => t('absent'))
  // @ts-expect-error the argument is missing
  assert.ok(() => t('count'))
  // @ts-expect-error the argument is no number
  assert.ok(() => t('count', { count: 'x' }))
  // @ts-expect-error the text takes no argument
  assert.ok(() => t('title', { count: 1 }))
})

test('translate() returns the same function for the same set and language', () => {
  assert.equal(translate(texts, 'ja'), translate(texts, 'ja'))
  assert.notEqual(translate(texts, 'ja'), translate(texts, 'en'))
})
