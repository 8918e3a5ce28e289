import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestName } from './nearest-name.ts'

const names = ['start', 'report file', 'report open', 'warnings', 'assess']

test('nearestName() finds what was meant, and nothing where nothing is near', () => {
  assert.equal(nearestName('strat', names), 'start')
  assert.equal(nearestName('report fiel', names), 'report file')
  assert.equal(nearestName('warning', names), 'warnings')
  assert.equal(nearestName('completely different', names), null)
  assert.equal(nearestName('x', []), null)
})

test('nearestName() answers at once for words of any length', () => {
  assert.equal(nearestName('x'.repeat(1_000_000), names), null)
})
