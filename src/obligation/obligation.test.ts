import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDueAt, stateOf, type Obligation, type ObligationStage } from './obligation.ts'

const dueAt = '2026-12-22T15:00:00Z'
const due = Temporal.Instant.from(dueAt)
const later = due.add({ milliseconds: 1 })
const open = { endedAs: null, adjustments: [] }

function stage(changes: Partial<ObligationStage> = {}): ObligationStage {
  const words = { ja: '', en: '' }
  const clock = { event: words, clause: words, limit: { unit: 'hours', amount: 24 } } as const
  const instants = { startsAt: null, endsAt: dueAt, dueAt, metAt: null, lastSentAt: null, supersededAt: null }
  return { stage: 'initial', round: 1, clock, metBy: null, ...instants, ...changes }
}

function obligation(stages: readonly ObligationStage[], changes: Partial<Obligation> = {}): Obligation {
  const rulebook = { id: 'jp', version: '1' }
  return { incidentId: 'i', law: 'jp.l', party: 'operator', rulebook, verdict: 'due', endedAt: null, endedAs: null, stages, ...changes }
}

test('stateOf() holds a stage for overdue only after the very instant of its limit', () => {
  assert.equal(stateOf(stage(), open, due.subtract({ hours: 1 })), 'due')
  assert.equal(stateOf(stage(), open, due), 'due')
  assert.equal(stateOf(stage(), open, later), 'overdue')
})

test('stateOf() goes by the instant of filing, however late it is asked', () => {
  const now = due.add({ hours: 9_000 })
  assert.equal(stateOf(stage({ metAt: dueAt }), open, now), 'met')
  assert.equal(stateOf(stage({ metAt: later.toString() }), open, now), 'late')
})

test('stateOf() tells a stage without a limit from one whose clock has not started', () => {
  const promptly = { ...stage().clock, limit: { unit: 'promptly', text: { ja: '', en: '' } } } as ObligationStage['clock']
  assert.equal(stateOf(stage({ endsAt: null, dueAt: null, clock: promptly }), open, due), 'promptly')
  assert.equal(stateOf(stage({ endsAt: null, dueAt: null }), open, due), 'waiting')
  assert.equal(stateOf(stage({ endsAt: null, dueAt: null, metAt: dueAt }), open, due), 'met')
})

test('stateOf() keeps what was met as it was, whatever ended the obligation afterwards', () => {
  for (const endedAs of ['withdrawn', 'not-applicable'] as const) {
    assert.equal(stateOf(stage(), { endedAs, adjustments: [] }, later), endedAs)
    assert.equal(stateOf(stage({ metAt: dueAt }), { endedAs, adjustments: [] }, later), 'met')
  }
  assert.equal(stateOf(stage({ supersededAt: dueAt }), open, later), 'superseded')
})

test('stateOf() knows a stage that was extended, and one whose clock stands still', () => {
  const extended = stage({ dueAt: '2026-12-24T15:00:00Z' })
  assert.equal(stateOf(extended, open, later), 'extended')
  assert.equal(stateOf(extended, open, later.add({ hours: 48 })), 'overdue')
  const suspension = { kind: 'suspension', fromAt: '2026-12-20T00:00:00Z', untilAt: '2026-12-22T00:00:00Z' } as const
  const ground = { endedAs: null, adjustments: [suspension] }
  assert.equal(stateOf(extended, ground, Temporal.Instant.from('2026-12-21T23:59:59.999Z')), 'suspended')
  assert.equal(stateOf(extended, ground, Temporal.Instant.from('2026-12-22T00:00:00Z')), 'extended')
})

test('nextDueAt() is the earliest limit that the operator still owes, compared as instants', () => {
  const other = '2026-12-23T00:00:00+09:00'
  assert.equal(nextDueAt([obligation([stage({ dueAt: '2026-12-22T15:00:00.500Z' })]), obligation([stage({ dueAt: other })])]), other)
  const settled = [stage({ metAt: dueAt }), stage({ supersededAt: dueAt }), stage({ dueAt: null })]
  const over = obligation([stage()], { endedAs: 'withdrawn', endedAt: dueAt })
  const ofAuthority = obligation([stage()], { party: 'a' })
  assert.equal(nextDueAt([obligation([...settled, stage({ dueAt: later.toString() })]), over, ofAuthority]), later.toString())
  assert.equal(nextDueAt([over, ofAuthority]), null)
  assert.equal(nextDueAt([]), null)
})
