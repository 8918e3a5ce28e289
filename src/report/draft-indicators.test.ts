import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '#base/bytes.ts'
import { readIndicators } from '#indicator/read-indicators.ts'
import { indicatorsIn, withoutIndicator, withReading } from './draft-indicators.ts'
import { firstDraft, readDraft } from './draft.ts'

const fresh = firstDraft({ reportId: 'report', incidentId: 'incident' })

function read(text: string) {
  return readIndicators(utf8(text), 'pasted.txt')
}

test('withReading() takes over indicators once, techniques, and the values that were refused', () => {
  const first = withReading(fresh, read('通信先は evil[.]example.com と 203.0.113.7、T1486。300.1.1.1 は誤り'))
  assert.equal(first.added, 2)
  const second = withReading(first.draft, read('203.0.113.7 and CVE-2024-12345, T1486 T1566'))
  assert.deepEqual([second.added, second.repeated, second.beyond], [1, 1, 0])
  assert.deepEqual(
    indicatorsIn(second.draft).map(({ value }) => value),
    ['evil.example.com', '203.0.113.7', 'CVE-2024-12345'],
  )
  const { answers, problems } = readDraft(second.draft)
  assert.deepEqual(problems, [])
  assert.deepEqual(answers['tec.ttp'], ['T1486', 'T1566'])
  assert.ok(second.draft.refused.some(({ value }) => value.includes('300.1.1.1')))
})

test('withReading() of nothing leaves the answer open', () => {
  assert.deepEqual(readDraft(withReading(fresh, read('nothing to see')).draft).answers, {})
})

test('withoutIndicator() takes one away; without the last the answer is open again', () => {
  const { draft } = withReading(fresh, read('203.0.113.7 198.51.100.9'))
  const one = withoutIndicator(draft, 0)
  assert.deepEqual(
    indicatorsIn(one).map(({ value }) => value),
    ['198.51.100.9'],
  )
  assert.deepEqual(readDraft(withoutIndicator(one, 0)).answers, {})
})
