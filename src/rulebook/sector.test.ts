import assert from 'node:assert/strict'
import { test } from 'node:test'
import { japaneseAct } from '../../test/support/japanese-act.ts'
import { correspondingSectors, sectorsOn } from './sector.ts'

const japan = japaneseAct()

function count(list: string, date: string): number {
  return sectorsOn(japan, list, Temporal.PlainDate.from(date)).length
}

test('sectorsOn() lists the sectors of both lists as they stood on a date', () => {
  assert.equal(count('jp.espa', '2026-11-22'), 15)
  assert.equal(count('jp.hq', '2026-11-22'), 15)
  assert.equal(count('jp.espa', '2025-03-31'), 14)
  assert.equal(count('jp.espa', '2025-04-01'), 15)
  assert.equal(count('jp.hq', '2024-03-07'), 14)
  assert.equal(count('jp.espa', '2020-01-01'), 0)
  assert.equal(count('xx', '2026-11-22'), 0)
})

test('correspondingSectors() walks between the lists in both directions', () => {
  assert.deepEqual(correspondingSectors(japan, 'jp.espa.electricity'), [{ code: 'jp.hq.electric-power', relation: 'same' }])
  assert.deepEqual(correspondingSectors(japan, 'jp.espa.broadcasting'), [{ code: 'jp.hq.information-communications', relation: 'within' }])
  assert.deepEqual(correspondingSectors(japan, 'jp.hq.logistics'), [
    { code: 'jp.espa.truck-freight', relation: 'contains' },
    { code: 'jp.espa.ocean-cargo', relation: 'contains' },
  ])
})

test('correspondingSectors() finds nothing for the sectors that only one list has', () => {
  const alone = [...japan.sectors.keys()].filter((code) => correspondingSectors(japan, code).length === 0)
  assert.deepEqual(alone, ['jp.espa.postal', 'jp.hq.government', 'jp.hq.medical', 'jp.hq.chemical'])
})
