import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { buildWeb, type BuiltWeb } from './build-web.ts'

let built: BuiltWeb

before(async () => {
  built = await buildWeb()
})

test('buildWeb() builds nothing when nothing has changed', async () => {
  const again = await buildWeb({ onBuild: () => assert.fail('it builds again') })
  assert.deepEqual(again, { folder: built.folder, isFresh: false })
})

test('the first page holds no inline script and no inline style, which the policy would forbid', async () => {
  const page = await readFile(join(built.folder, 'index.html'), 'utf8')
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/)
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/)
  assert.doesNotMatch(page, /(?:src|href)="(?!\/)/)
})

test('built files have hashed names, carry no source maps and ask no other site for anything', async () => {
  const names = await readdir(join(built.folder, 'assets'))
  assert.ok(names.length > 3)
  for (const name of names) {
    assert.match(name, /-[\w-]{8}\.(?:js|css)$/)
    const text = await readFile(join(built.folder, 'assets', name), 'utf8')
    assert.doesNotMatch(text, /sourceMappingURL|fonts\.googleapis|@import|\burl\((?!["']?data:)/, name)
  }
})
