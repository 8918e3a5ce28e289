import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { queryTerms } from './search-query.ts'
import { snippetOf, type SnippetPart } from './snippet.ts'

function marked(parts: readonly SnippetPart[] | null): string | null {
  return parts?.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('') ?? null
}

test('snippetOf() marks what was found as it was written', () => {
  assert.equal(
    marked(snippetOf('監視サーバーがﾗﾝｻﾑｳｪｱにより暗号化', queryTerms('ランサムウェア 暗号'))),
    '監視サーバーが[ﾗﾝｻﾑｳｪｱ]により[暗号]化',
  )
  assert.equal(marked(snippetOf('see evil[.]example now', queryTerms('EVIL.EXAMPLE'))), 'see [evil[.]example] now')
  assert.equal(snippetOf('nothing here', queryTerms('暗号')), null)
})

test('snippetOf() shows what stands around the first hit and no half character', () => {
  const text = `${'𠮷'.repeat(60)}暗号化${'𠮷'.repeat(60)}`
  const parts = snippetOf(text, queryTerms('暗号化')) ?? []
  assert.equal(parts.find(({ isHit }) => isHit)?.text, '暗号化')
  assert.ok(parts.every((part) => part.text.isWellFormed()))
  assert.equal(parts[0]?.text, '…')
  assert.equal(parts.at(-1)?.text, '…')
  assert.ok(parts.map((part) => part.text).join('').length < 200)
})

test('snippetOf() shows a part of the text and nothing else, whatever is searched', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
      (text, query) => {
        const parts = snippetOf(text, queryTerms(query))
        if (parts === null) return
        assert.ok(
          text.includes(
            parts
              .map((part) => part.text)
              .join('')
              .replace(/^…/u, '')
              .replace(/…$/u, ''),
          ),
        )
        assert.ok(parts.some(({ isHit }) => isHit))
      },
    ),
  )
})
