import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldText } from './fold-text.ts'
import { createSearchIndex, type IndexEntry, type IndexQuery, type SearchIndex } from './search-index-store.ts'
import { queryTerms } from './search-query.ts'

const page = { limit: 100, offset: 0 }

function entry(texts: readonly string[], fields: Partial<IndexEntry> = {}): IndexEntry {
  const fixed = {
    filedAt: '2026-11-22T03:10:00.000Z',
    kind: 'ransomware',
    stage: 'initial',
    operator: '霧ヶ浦電力株式会社',
    isSignerListed: true,
  }
  return { reportId: randomUUID(), ...fixed, texts, ...fields }
}

function finds(index: SearchIndex, query: string, rest: Partial<IndexQuery> = {}): readonly string[] {
  return index.search({ ...page, terms: queryTerms(query), ...rest }).reportIds
}

test('a search finds Japanese and English, words of one and two characters, and every way of writing them', () => {
  const index = createSearchIndex()
  const one = entry(['制御系の監視サーバーがランサムウェアにより暗号化された。', 'VPN gateway evil[.]example was exploited'])
  const two = entry(['営業所の端末でフィッシングの被害。', 'DNS names only'])
  index.put(one)
  index.put(two)
  for (const query of [
    '暗号化',
    '暗',
    '監視',
    '監視サーバ',
    'ﾗﾝｻﾑｳｪｱ',
    'らんさむ',
    'vpn',
    'GATEWAY',
    'ev',
    'evil.example',
    'evil 暗号化',
    '"exploited"',
  ])
    assert.deepEqual(finds(index, query), [one.reportId], query)
  assert.deepEqual(finds(index, '端末'), [two.reportId])
  assert.deepEqual(finds(index, '暗号化 端末'), [])
  assert.deepEqual(finds(index, '。'), [two.reportId, one.reportId])
  assert.deepEqual(finds(index, '被害。 DNS'), [two.reportId])
  assert.deepEqual(finds(index, '"被害。DNS"'), [], 'nothing is found across two answers')
})

test('a search takes what stands in a query as text, never as syntax', () => {
  const index = createSearchIndex()
  const one = entry(['100% NEAR(a b) "quoted" OR body:x* ^start'])
  index.put(one)
  for (const query of ['100%', 'NEAR(a', 'OR', 'body:x*', '^start', 'quoted']) assert.deepEqual(finds(index, query), [one.reportId], query)
  for (const query of ['1%0', 'star*', 'gram', "' or 1=1 --"]) assert.deepEqual(finds(index, query), [], query)
})

test('a search narrows by time, kind, stage and operator, counts all and shows a page', () => {
  const index = createSearchIndex()
  const days = [1, 2, 3, 4, 5].map((day) =>
    entry(['端末の暗号化'], {
      filedAt: `2026-11-0${day}T00:00:00.000Z`,
      kind: day === 3 ? 'ddos' : 'ransomware',
      stage: day === 4 ? 'final' : 'initial',
      operator: day === 5 ? '架空水道株式会社' : '霧ヶ浦電力株式会社',
    }),
  )
  for (const one of days) index.put(one)
  const ids = (...wanted: readonly number[]): readonly string[] => wanted.map((day) => days[day - 1]?.reportId ?? '')
  assert.deepEqual(finds(index, ''), ids(5, 4, 3, 2, 1))
  assert.deepEqual(finds(index, '暗号化', { from: '2026-11-02T00:00:00.000Z', until: '2026-11-04T00:00:00.000Z' }), ids(3, 2))
  assert.deepEqual(finds(index, '暗号化', { kind: 'ddos' }), ids(3))
  assert.deepEqual(finds(index, '暗号化', { stage: 'final' }), ids(4))
  assert.deepEqual(finds(index, '暗号化', { operator: '水道' }), ids(5))
  assert.deepEqual(finds(index, '暗号化', { operator: 'きりケ' }), [])
  assert.deepEqual(finds(index, '暗号化', { operator: '霧ケ浦' }), ids(4, 3, 2, 1))
  const second = index.search({ terms: [], limit: 2, offset: 2 })
  assert.deepEqual(second, { reportIds: ids(3, 2), total: 5 })
})

test('a report that is put again is found by its new words alone', () => {
  const index = createSearchIndex()
  const old = entry(['古い記述'])
  index.put(old)
  index.put({ ...old, texts: ['新しい内容'] })
  assert.deepEqual(finds(index, '古い記述'), [])
  assert.deepEqual(finds(index, '新しい'), [old.reportId])
})

test('a search finds every part of a text that it folds alike', () => {
  const index = createSearchIndex()
  const known: { id: string; folded: string }[] = []
  const words = fc.stringMatching(/^[あ-んァ-ヴ一-龠a-zA-Z0-9ａ-ｚ。、 .-]{1,40}$/u)
  fc.assert(
    fc.property(words, fc.nat(), fc.integer({ min: 1, max: 8 }), (text, from, length) => {
      const one = entry([text])
      index.put(one)
      known.push({ id: one.reportId, folded: foldText(text).text })
      const folded = foldText(text).text
      const term = folded.slice(from % folded.length, (from % folded.length) + length).trim()
      fc.pre(term !== '')
      const expected = known.filter((other) => other.folded.includes(term)).map(({ id }) => id)
      const { reportIds, total } = index.search({ terms: [term], limit: 10_000, offset: 0 })
      assert.deepEqual(new Set(reportIds), new Set(expected))
      assert.equal(total, expected.length)
    }),
  )
})
