import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedEntries, compareVersions } from './compare-versions.ts'

test('compareVersions() tells what was added, removed, changed and kept, in the order of the form', () => {
  const before = { 'inc.status': 'ongoing', 'inc.kind': 'ransomware', 'imp.safety': 'no' }
  const after = { 'inc.kind': 'ransomware', 'inc.status': 'contained', 't.contained': '2026-11-22T06:00:00Z' }
  assert.deepEqual(
    compareVersions(before, after).map(({ id, change }) => [id, change]),
    [
      ['inc.kind', 'same'],
      ['inc.status', 'changed'],
      ['imp.safety', 'removed'],
      ['t.contained', 'added'],
    ],
  )
})

test('compareVersions() takes values as the same whatever the order of their keys', () => {
  const [compared] = compareVersions({ ioc: [{ type: 'url', value: 'x' }] }, { ioc: [{ value: 'x', type: 'url' }] })
  assert.equal(compared?.change, 'same')
})

test('compareVersions() puts fields that nobody knows last, and takes none from the prototype', () => {
  const ids = compareVersions({ zzz: 1, 'inc.kind': 'ddos' }, { constructor: 'x' }).map(({ id, change }) => `${id} ${change}`)
  assert.deepEqual(ids, ['inc.kind removed', 'constructor added', 'zzz removed'])
})

test('changedEntries() names the entries that only one version has', () => {
  assert.deepEqual(changedEntries(['a', 'b'], ['b', 'c']), { added: ['c'], removed: ['a'] })
  assert.deepEqual(changedEntries(undefined, ['c']), { added: ['c'], removed: [] })
  assert.deepEqual(changedEntries('unknown', [{ type: 'ipv4' }]), { added: [{ type: 'ipv4' }], removed: ['unknown'] })
})
