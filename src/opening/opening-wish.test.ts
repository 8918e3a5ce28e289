import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkWish } from './opening-wish.ts'
import { longestPurposeWords, purposeCodes, writePurpose } from './purpose.ts'

test('checkWish() asks for a purpose, and for words where the purpose has no name', () => {
  assert.deepEqual(checkWish({ choice: null, words: '' }), [{ field: 'purpose', text: 'choosePurpose' }])
  assert.deepEqual(checkWish({ choice: 'other', words: '  ' }), [{ field: 'words', text: 'giveWords' }])
  assert.deepEqual(checkWish({ choice: 'triage', words: '' }), [])
})

test('checkWish() lets no purpose through that the log would refuse for its length', () => {
  const words = '𠮷'.repeat(longestPurposeWords)
  for (const choice of [...purposeCodes, 'other' as const]) {
    assert.deepEqual(checkWish({ choice, words }), [])
    assert.ok(writePurpose(choice, words).length <= 400, choice)
  }
  assert.equal(checkWish({ choice: 'triage', words: `${words}a` })[0]?.text, 'wordsTooLong')
})
