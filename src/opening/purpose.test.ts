import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describePurpose, purposeCodes, writePurpose } from './purpose.ts'
import { purposeNames } from './purpose-text.ts'

test('describePurpose() names every purpose that writePurpose() writes', () => {
  for (const code of purposeCodes) {
    assert.deepEqual(describePurpose(writePurpose(code, '')), purposeNames[code])
    assert.equal(describePurpose(writePurpose(code, ' 3件目\n（続き） ')).ja, `${purposeNames[code].ja}（3件目\n（続き））`)
  }
})

test('describePurpose() leaves the words of an officer as they are', () => {
  assert.equal(writePurpose('other', ' 国会対応 '), '国会対応')
  for (const words of ['国会対応', 'triage-like', 'triage:', '']) assert.deepEqual(describePurpose(words), { ja: words, en: words })
})
