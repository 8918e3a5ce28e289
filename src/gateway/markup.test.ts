import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { markup } from './markup.ts'

test('markup() escapes whatever strangers wrote, and keeps markup', () => {
  assert.equal(
    markup`<p title="${'"><script>'}">${'<b>&\u202e'}${markup`<br>`}${null}${[1, 'x']}</p>`.html,
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;[U+202e]<br>1x</p>',
  )
})

test('markup() lets no text open a tag or leave an attribute', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.doesNotMatch(markup`${text}`.html, /[<>"']/u)))
})
