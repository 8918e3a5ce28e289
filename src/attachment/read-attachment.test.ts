import assert from 'node:assert/strict'
import test from 'node:test'
import { rangeOf } from './read-attachment.ts'

test('rangeOf() reads one range, and gives the whole for what need not be heeded', () => {
  const cases: readonly (readonly [string | undefined, ReturnType<typeof rangeOf>])[] = [
    [undefined, 'whole'],
    ['', 'whole'],
    ['bytes=0-', { from: 0, to: 100 }],
    ['bytes=10-19', { from: 10, to: 20 }],
    ['bytes=10-', { from: 10, to: 100 }],
    ['bytes=-30', { from: 70, to: 100 }],
    ['bytes=-300', { from: 0, to: 100 }],
    ['bytes=99-500', { from: 99, to: 100 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=20-10', 'whole'],
    ['bytes=0-1,5-6', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=1e3-', 'whole'],
    ['items=0-1', 'whole'],
    [`bytes=0-${'9'.repeat(30)}`, 'whole'],
  ]
  for (const [header, range] of cases) assert.deepEqual(rangeOf(header, 100), range, String(header))
})
