import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseJson } from '#base/parse-json.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { sharedData } from '../../test/support/shared-data.ts'
import { isStixBundle, readStixBundle } from './read-bundle.ts'
import { StixError } from './stix-error.ts'

const id = 'malware--31b940d4-6f7f-459a-80ea-9c1f17b5891b'

test('readStixBundle() reads bundles of 2.1, of 2.0 and TAXII envelopes', () => {
  const object = { type: 'malware', id, name: 'x' }
  for (const value of [
    { type: 'bundle', id: 'bundle--1', objects: [object] },
    { type: 'bundle', id: 'bundle--1', spec_version: '2.0', objects: [object] },
    { more: false, objects: [object] },
  ]) {
    assert.deepEqual(readStixBundle(value).objects, [{ type: 'malware', id, pointer: '/objects/0', properties: object }])
  }
})

test('readStixBundle() reads a bundle without objects', () => {
  assert.deepEqual(readStixBundle({ type: 'bundle', id: 'bundle--1' }), { objects: [], supersededCount: 0, malformed: [] })
})

test('readStixBundle() keeps the latest version of an object, whatever the order', () => {
  const versions = ['2024-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z', 'never']
  const bundle = { type: 'bundle', objects: versions.map((modified) => ({ type: 'malware', id, modified })) }
  const read = readStixBundle(bundle)
  assert.deepEqual([read.objects[0]?.pointer, read.objects.length, read.supersededCount], ['/objects/1', 1, 3])
})

test('readStixBundle() names the entries that are no objects', () => {
  const bundle = {
    type: 'bundle',
    objects: [null, 1, 'x', [], {}, { type: 'malware' }, { type: 'malware', id: 'tool--1' }, { type: 'X', id: 'X--1' }],
  }
  const read = readStixBundle(bundle)
  assert.equal(read.objects.length, 0)
  assert.deepEqual(
    read.malformed,
    bundle.objects.map((_, index) => `/objects/${index}`),
  )
})

test('readStixBundle() refuses what is no bundle', () => {
  const others: JsonValue[] = [
    null,
    [],
    {},
    'bundle',
    { type: 'report' },
    { objects: [] },
    { objects: [{ a: 1 }] },
    { type: 'bundle', objects: {} },
  ]
  for (const value of others) {
    assert.throws(
      () => readStixBundle(value),
      (error) => error instanceof StixError && error.code === 'STIX_BUNDLE_SHAPE',
      JSON.stringify(value),
    )
  }
})

const knowledgeBase = sharedData('stix-bundles/ics-attack-18.1.json')

test(
  'readStixBundle() reads the knowledge base of ATT&CK for ICS',
  { skip: knowledgeBase === null && 'the knowledge base is absent' },
  () => {
    const value = parseJson(readFileSync(knowledgeBase ?? ''), { maxBytes: 8_000_000, maxDepth: 20, maxKeys: 200_000 })
    assert.ok(isStixBundle(value))
    const read = readStixBundle(value)
    assert.deepEqual([read.objects.length, read.supersededCount, read.malformed], [1826, 0, []])
  },
)
