import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ObligationState } from './obligation.ts'
import { groupOwed, stateSince } from './owed-groups.ts'

const now = Temporal.Instant.from('2026-11-22T00:00:00Z')

function stage(dueAt: string | null, state: ObligationState = 'due') {
  return { dueAt, state }
}

test('groupOwed() puts the most urgent first, keeps the order within, and leaves out what is empty', () => {
  const entries = [stage('2026-12-01T00:00:00Z'), stage(null, 'waiting'), stage('2026-11-21T00:00:00Z', 'overdue'), stage(null, 'promptly')]
  assert.deepEqual(
    groupOwed([...entries, stage('2026-12-02T00:00:00Z')], now).map(({ standing, entries: found }) => [
      standing,
      found.map(({ dueAt }) => dueAt),
    ]),
    [
      ['overdue', ['2026-11-21T00:00:00Z']],
      ['promptly', [null]],
      ['later', ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z']],
      ['waiting', [null]],
    ],
  )
})

test('stateSince() turns overdue when the limit passes, and not before', () => {
  const due = stage('2026-11-22T00:00:00Z')
  assert.equal(stateSince(due, now), 'due')
  assert.equal(stateSince(due, now.add({ milliseconds: 1 })), 'overdue')
  assert.equal(stateSince({ ...due, state: 'extended' }, now.add({ hours: 1 })), 'overdue')
})

test('stateSince() leaves what is settled or stands still as it is', () => {
  for (const state of ['met', 'late', 'suspended', 'withdrawn'] as const)
    assert.equal(stateSince(stage('2026-11-01T00:00:00Z', state), now), state)
})
