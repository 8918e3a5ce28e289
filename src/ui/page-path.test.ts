import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPageAddress, pagePath, pagePaths } from './page-path.ts'

test('pagePath() gives the address of a page without changing parts', () => {
  assert.equal(pagePath('start'), '/')
  assert.equal(pagePath('signIn'), '/p/sign-in')
})

test('isPageAddress() knows every page and refuses other services and other sites', () => {
  for (const path of Object.values(pagePaths)) assert.ok(isPageAddress(path.replaceAll(/:\w+/g, 'x')), path)
  for (const other of ['/api/docs', '//evil.example/p/', 'https://evil.example/', '/p/\\evil', 'javascript:alert(1)', '/p/x?y'])
    assert.equal(isPageAddress(other), false, other)
})

test('every page but the first lies below /p/', () => {
  for (const [name, path] of Object.entries(pagePaths)) assert.ok(name === 'start' || path.startsWith('/p/'), name)
})
