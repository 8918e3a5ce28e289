import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#base/canonical-json.ts'
import { assess } from './assess.ts'
import type { AssessedStage } from './assessment.ts'
import euHead from './eu/rulebook.json' with { type: 'json' }
import nis2 from './eu/nis2-article-23.json' with { type: 'json' }
import { loadRulebook } from './load-rulebook.ts'

const [initial, detailed, final] = nis2.stages
const clause = initial?.clause

/** A law whose first stage runs in hours and whose second in days, and whose clocks may be stopped. */
const stoppable = {
  ...nis2,
  stages: [initial, { ...detailed, limit: { unit: 'days', amount: 14, firstDay: 'excluded', lastDay: 'stays' } }, final],
  adjustments: [
    {
      kind: 'suspension',
      stages: ['initial', 'detailed'],
      authority: { ja: '所管当局', en: 'the authority' },
      text: { ja: '期間の進行を停止できます。', en: 'The clock may be stopped.' },
      clause,
    },
  ],
}

const rulebook = loadRulebook({ head: euHead, sectors: null, laws: { 'law.json': stoppable } })

const incident: JsonObject = {
  'ent.designations': ['eu.nis2.essential'],
  'imp.severe': 'yes',
  'inc.certainty': 'confirmed',
  't.aware': '2026-11-22T09:30+01:00',
}

type Stop = { readonly stage: string; readonly from?: string; readonly until: string }

function stagesAfter(...stops: readonly Stop[]): readonly AssessedStage[] {
  const granted = stops.map((stop) => ({ law: 'eu.nis2.art23', kind: 'suspension', reason: 'a court order', authority: 'CSIRT', ...stop }))
  const [duty] = assess({ ...incident, 'rpt.adjusted': granted }, rulebook).obligations
  return duty?.stages ?? []
}

test('a suspension adds to hours exactly the time for which the clock stood still', () => {
  const stop = { stage: 'initial', from: '2026-11-22T12:00Z', until: '2026-11-22T17:30Z' }
  const [first, second] = stagesAfter(stop)
  assert.equal(first?.dueAt, '2026-11-23T14:00:00Z')
  assert.equal(second?.dueAt, '2026-12-06T23:00:00Z', 'the other stage runs on')
})

test('a suspension adds to counted days the days for which the clock stood still', () => {
  const [, second] = stagesAfter({ stage: 'detailed', from: '2026-11-25T10:00+01:00', until: '2026-11-28T18:00+01:00' })
  assert.equal(second?.dueAt, '2026-12-09T23:00:00Z')
})

test('a suspension counts from the start of the clock at the earliest, and not once the time is up', () => {
  const due = (stop: Omit<Stop, 'stage'>) => stagesAfter({ stage: 'initial', ...stop })[0]?.dueAt
  assert.equal(due({ from: '2026-11-20T00:00Z', until: '2026-11-22T10:30Z' }), '2026-11-23T10:30:00Z')
  assert.equal(due({ until: '2026-11-22T10:30Z' }), '2026-11-23T10:30:00Z')
  assert.equal(due({ from: '2026-11-24T00:00Z', until: '2026-11-25T00:00Z' }), '2026-11-23T08:30:00Z')
  assert.equal(due({ from: '2026-11-22T12:00Z', until: '2026-11-22T11:00Z' }), '2026-11-23T08:30:00Z')
})

test('a moved due instant says who moved it, why, and what it is now', () => {
  const [first] = stagesAfter({ stage: 'initial', from: '2026-11-22T12:00Z', until: '2026-11-22T17:30Z' })
  assert.equal(first?.explanation?.due.en, 'Mon 23 November 2026 15:00')
  assert.match(
    first.explanation.arithmetic.at(-1)?.text.en ?? '',
    /stood still until Sun 22 November 2026 18:30 \(granted by CSIRT: a court order\)/u,
  )
  assert.equal(first.adjustments.length, 1)
})
