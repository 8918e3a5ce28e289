import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf } from './block-lists.ts'

test('linesOf() gives no value that some reader takes for two lines', () => {
  for (const end of ['\n', '\r', '\u000b', '\u000c', '\u001c', '\u0085', '\u2028', '\u2029'])
    assert.deepEqual(linesOf('file-name', `dropper.exe${end}explorer.exe`), [], JSON.stringify(end))
  assert.deepEqual(linesOf('file-name', '請求書 2026.exe'), ['請求書 2026.exe'])
})
