import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleWarning } from '../../test/support/sample-warning.ts'
import type { WarningBody } from './warning-body.ts'
import { newestPlace, withWarning, type WarningPages } from './warning-list.ts'

function warning(id: string, sequence: number, version = 1): WarningBody {
  return {
    id,
    version,
    act: 'release',
    state: 'published',
    sequence,
    publishedAt: '2026-11-22T00:00:00Z',
    ...sampleWarning(),
    signature: null,
  }
}

function pagesOf(...pages: readonly (readonly WarningBody[])[]): WarningPages {
  return { pages: pages.map((warnings) => ({ warnings, next: null })), pageParams: pages.map(() => null) }
}

function placesOf(pages: WarningPages): readonly (readonly number[])[] {
  return pages.pages.map(({ warnings }) => warnings.map(({ sequence }) => sequence))
}

test('withWarning() puts a new warning at the head', () => {
  const pages = pagesOf([warning('b', 2)], [warning('a', 1)])
  assert.deepEqual(placesOf(withWarning(pages, warning('c', 3))), [[3, 2], [1]])
  assert.deepEqual(placesOf(withWarning(pagesOf([]), warning('c', 3))), [[3]])
})

test('withWarning() takes the place of an older version, wherever that stood', () => {
  const pages = pagesOf([warning('b', 2)], [warning('a', 1)])
  assert.deepEqual(placesOf(withWarning(pages, warning('a', 3, 2))), [[3, 2], []])
})

test('withWarning() changes nothing for a version that is there already', () => {
  const pages = pagesOf([warning('a', 3, 2)])
  assert.equal(withWarning(pages, warning('a', 3, 2)), pages)
  assert.equal(withWarning(pages, warning('a', 1, 1)), pages)
})

test('newestPlace() is where the stream goes on', () => {
  assert.equal(newestPlace(pagesOf([warning('b', 7)], [warning('a', 3)])), 7)
  assert.equal(newestPlace(pagesOf([])), 0)
})
