import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdentifierScanner } from '#operator/identifier-scanner.ts'
import { agreed, codes, judged, testGate } from '../../../test/support/judging.ts'
import { plantedKnownGood, publishedLists } from '../../../test/support/planted-known-good.ts'
import { sharedData } from '../../../test/support/shared-data.ts'
import { builtInKnownGood, KnownGood } from './known-good.ts'
import type { Prevalence } from './prevalence.ts'

const planted = 500
/** As if another operator had reported every value too: what lifts a value to something to block. */
const prevalence: Prevalence = { standingOf: () => 'several-sources' }

test(`of ${planted} values of published lists that two operators report, none is released, to be blocked or to be watched`, (t) => {
  const folder = sharedData('misp-warninglists')
  if (folder === null) return t.skip('the folder of real data is absent')
  const lists = publishedLists(folder)
  const entries = plantedKnownGood(lists, planted)
  assert.equal(entries.length, planted)
  const report = { 'inc.kind': 'other', 'tec.ttp': ['T1566'], ioc: [...entries] }
  // A gate that knows no operator: what sounds like one would hold the whole report.
  const nobodys = { ...testGate, scanner: new IdentifierScanner([]) }
  const gate = { ...nobodys, knownGood: new KnownGood([...lists, ...builtInKnownGood]) }
  const judgement = judged(report, agreed, { gate, prevalence })
  assert.ok(judgement.verdict === 'release', codes(judgement).join(' '))
  assert.deepEqual(
    judgement.content.indicators.map(({ value, advice }) => `${advice} ${value}`),
    [],
  )
  const kept = judgement.reasons.filter(({ code }) => code === 'known-good').reduce((sum, { count }) => sum + count, 0)
  assert.equal(kept, planted)
  // Without the lists most would go out, to be blocked.
  const bare = judged(report, agreed, { gate: { ...nobodys, knownGood: new KnownGood([]) }, prevalence })
  assert.ok(bare.verdict === 'release')
  assert.ok(bare.content.indicators.filter(({ advice }) => advice === 'block').length > planted / 2)
})
