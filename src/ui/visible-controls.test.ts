import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visibleControls } from './visible-controls.ts'

test('visibleControls() shows what would turn a file name around', () => {
  assert.equal(visibleControls('invoice\u202Efdp.exe'), 'invoice[U+202E]fdp.exe')
  assert.equal(visibleControls('a\u0000b\u001b[31m'), 'a[U+0000]b[U+001B][31m')
})

test('visibleControls() leaves names, lines and tabs alone', () => {
  for (const text of ['禰\u{e0100}豆子', '𠮷野家', 'ｶﾞ㈱①', '一行目\n\t二行目', '👩\u200d💻']) assert.equal(visibleControls(text), text)
})
