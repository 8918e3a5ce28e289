import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ObligationState } from '#obligation/obligation.ts'
import { dueStanding, isShown, readFilter } from './inbox-filter.ts'
import type { ReceivedIncident } from './received-incident.ts'

const now = Temporal.Instant.from('2026-11-22T00:00:00Z')

function incident(change: Partial<ReceivedIncident> = {}, states: readonly ObligationState[] = ['due']): ReceivedIncident {
  const name = { ja: '詳報', en: 'Detailed report' }
  const obligation = {
    law: 'jp.ccea.art5',
    title: name,
    party: 'operator',
    partyName: null,
    rulebook: 'jp',
    rulebookVersion: '1',
    verdict: 'due',
    stage: 'detailed',
    name,
    round: 1,
    startsAt: null,
    endsAt: null,
    dueAt: null,
    metAt: null,
    metBy: null,
    adjustments: [],
    explanation: [],
    arithmetic: null,
  } as const
  return {
    id: 'incident',
    kind: 'ransomware',
    stage: 'initial',
    revision: 1,
    openedAt: '2026-11-21T00:00:00Z',
    latestReportAt: '2026-11-21T00:00:00Z',
    nextDueAt: '2026-12-21T15:00:00Z',
    summary: { 'inc.certainty': 'suspected', 'svc.effect': ['availability-total', 'confidentiality-disclosure'] },
    obligations: states.map((state) => ({ ...obligation, state })),
    ...change,
  }
}

test('dueStanding() counts the very instant of a limit as in time', () => {
  assert.equal(dueStanding(incident({ nextDueAt: '2026-11-22T00:00:00Z' }), now), 'soon')
  assert.equal(dueStanding(incident({ nextDueAt: '2026-11-21T23:59:59Z' }), now), 'overdue')
})

test('dueStanding() calls three days before a limit soon', () => {
  assert.equal(dueStanding(incident({ nextDueAt: '2026-11-25T00:00:00Z' }), now), 'soon')
  assert.equal(dueStanding(incident({ nextDueAt: '2026-11-25T00:00:01Z' }), now), 'due')
})

test('dueStanding() without a limit goes by what is owed still', () => {
  assert.equal(dueStanding(incident({ nextDueAt: null }, ['met', 'promptly']), now), 'promptly')
  assert.equal(dueStanding(incident({ nextDueAt: null }, ['met', 'late']), now), 'late')
  assert.equal(dueStanding(incident({ nextDueAt: null }, ['met', 'met']), now), 'met')
  assert.equal(dueStanding(incident({ nextDueAt: null }, ['met', 'waiting']), now), 'due')
  assert.equal(dueStanding(incident({ nextDueAt: null }, []), now), 'none')
})

test('readFilter() takes its own parameters alone', () => {
  assert.deepEqual(readFilter({ kind: 'ddos', effect: '', lang: 'en' }), { kind: 'ddos' })
})

test('isShown() asks every chosen filter', () => {
  assert.equal(isShown(incident(), {}, now), true)
  assert.equal(isShown(incident(), { kind: 'ransomware', standing: 'due', stage: 'initial', certainty: 'suspected' }, now), true)
  assert.equal(isShown(incident(), { kind: 'ransomware', certainty: 'confirmed' }, now), false)
})

test('isShown() finds one effect among several, and takes an unanswered one as unknown', () => {
  assert.equal(isShown(incident(), { effect: 'confidentiality-disclosure' }, now), true)
  assert.equal(isShown(incident({ summary: {} }), { effect: 'unknown' }, now), true)
  assert.equal(isShown(incident({ summary: { 'svc.effect': 'unknown' } }), { effect: 'unknown' }, now), true)
})
