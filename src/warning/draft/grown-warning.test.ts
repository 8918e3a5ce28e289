import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testGate } from '../../../test/support/judging.ts'
import { sampleWarning } from '../../../test/support/sample-warning.ts'
import type { WarningContent } from '../warning.ts'
import { grownWarning } from './grown-warning.ts'

const base = sampleWarning({ products: [], cve: [] })

function found(change: Partial<WarningContent> = {}): WarningContent {
  const again = base.indicators.map((one) => ({ ...one, id: `9${one.id.slice(1)}` }))
  return { ...base, indicators: again, ...change }
}

function fresh(value: string): WarningContent['indicators'][number] {
  const id = '99999999-9999-4999-8999-999999999999'
  return {
    id,
    type: 'domain',
    value,
    role: null,
    advice: 'monitor',
    confidence: 'unconfirmed',
    pattern: `[x = '${value}']`,
    validUntil: '2027-03-01',
  }
}

test('grownWarning() is nothing where the warning says everything, however much later it would end', () => {
  assert.equal(grownWarning(base, found(), testGate), null)
  assert.equal(grownWarning(base, found({ validUntil: '2027-09-01', actions: [] }), testGate), null)
})

test('grownWarning() adds what is new and keeps ids, marking, note and what people chose', () => {
  const out = { ...base, note: { ja: '補足', en: 'A note' }, tlp: 'amber' as const }
  const grown = grownWarning(out, found({ tlp: 'green', indicators: [...found().indicators, fresh('new.example')] }), testGate)
  assert.deepEqual([grown?.tlp, grown?.note], ['amber', out.note])
  const kept = grown?.indicators.filter(({ value }) => value !== 'new.example')
  assert.deepEqual(kept?.map(({ id }) => id).toSorted(), base.indicators.map(({ id }) => id).toSorted())
  assert.equal(grown?.indicators.length, base.indicators.length + 1)
})

test('grownWarning() raises what has come to rest on two sources, and lets nothing be blocked that the marking no longer allows', () => {
  const raised = found({ indicators: found().indicators.map((one) => ({ ...one, confidence: 'confirmed', advice: 'block' })) })
  const grown = grownWarning(base, raised, testGate)
  assert.ok(grown?.indicators.every(({ confidence, advice }) => confidence === 'confirmed' && advice === 'block'))
  assert.equal(grown?.confidence, 'confirmed')
  const strict = grownWarning(base, { ...raised, pap: 'amber' }, testGate)
  assert.ok(strict?.pap === 'amber' && strict.indicators.every(({ advice }) => advice === 'monitor'))
})

test('grownWarning() takes up nothing that is known to be wrong', () => {
  const out: WarningContent = { ...base, knownWrong: [{ type: 'domain', value: 'wrong.example', reason: 'false-positive' }] }
  assert.equal(grownWarning(out, found({ indicators: [...found().indicators, fresh('wrong.example')] }), testGate), null)
})
