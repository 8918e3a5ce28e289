import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indicatorTypes } from './indicator.ts'
import { indicatorTypeName } from './indicator-type-name.ts'

test('indicatorTypeName() names every type of indicator', () => {
  for (const type of indicatorTypes) assert.notEqual(indicatorTypeName(type).ja, type)
  assert.equal(indicatorTypeName('domain').en, 'Domain name')
})
