import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcomeWords } from './outcome-text.ts'

test('what a warning achieved says that it was recalled, and what of it is in force', () => {
  const one = { warningId: 'w', publishedAt: '2026-11-23T00:00:00Z', act: 'recall', indicators: 0, confirmed: 0, takenBack: 4 } as const
  assert.match(outcomeWords.warning(one).en, /recalled since/)
  assert.match(outcomeWords.warning(one).ja, /撤回済み/)
  assert.doesNotMatch(outcomeWords.warning({ ...one, act: 'release' }).en, /recalled/)
  assert.equal(outcomeWords.indicators(one).en, 'indicators: 0 in force (0 confirmed), 4 taken back')
})
