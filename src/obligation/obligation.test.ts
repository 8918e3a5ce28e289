import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDueAt, stateOf } from './obligation.ts'

const dueAt = '2026-12-22T15:00:00Z'
const due = Temporal.Instant.from(dueAt)
const later = due.add({ milliseconds: 1 })

test('stateOf() holds a stage for overdue only after the very instant of its limit', () => {
  assert.equal(stateOf({ dueAt, metAt: null }, due.subtract({ hours: 1 })), 'due')
  assert.equal(stateOf({ dueAt, metAt: null }, due), 'due')
  assert.equal(stateOf({ dueAt, metAt: null }, later), 'overdue')
})

test('stateOf() goes by the instant of filing, however late it is asked', () => {
  const now = due.add({ hours: 9_000 })
  assert.equal(stateOf({ dueAt, metAt: dueAt }, now), 'met')
  assert.equal(stateOf({ dueAt, metAt: later.toString() }, now), 'late')
})

test('stateOf() knows a stage without a limit', () => {
  assert.equal(stateOf({ dueAt: null, metAt: null }, due), 'promptly')
  assert.equal(stateOf({ dueAt: null, metAt: dueAt }, due), 'met')
})

test('nextDueAt() is the earliest limit that nothing has met, compared as instants', () => {
  const other = '2026-12-23T00:00:00+09:00'
  assert.equal(
    nextDueAt([
      { dueAt: '2026-12-22T15:00:00.500Z', metAt: null },
      { dueAt: other, metAt: null },
    ]),
    other,
  )
  assert.equal(
    nextDueAt([
      { dueAt, metAt: dueAt },
      { dueAt: later.toString(), metAt: null },
    ]),
    later.toString(),
  )
  assert.equal(nextDueAt([{ dueAt: null, metAt: null }]), null)
  assert.equal(nextDueAt([]), null)
})
