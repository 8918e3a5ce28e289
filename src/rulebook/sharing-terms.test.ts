import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isEmbargoed, sharingTerms } from './sharing-terms.ts'

const now = Temporal.Instant.from('2026-11-22T03:00:00Z')

test('sharingTerms() takes silence, unknown and nonsense for the stricter answer', () => {
  const strict = { tlp: 'amber+strict', pap: 'amber', consent: 'unknown', embargoUntil: null }
  assert.deepEqual(sharingTerms({}), strict)
  assert.deepEqual(sharingTerms({ 'share.tlp': 'unknown', 'share.pap': 'unknown', 'share.consent': 'unknown' }), strict)
  assert.deepEqual(sharingTerms({ 'share.tlp': 'white', 'share.pap': 3, 'share.consent': true }), strict)
})

test('sharingTerms() reads what the filer chose', () => {
  const terms = sharingTerms({
    'share.tlp': 'green',
    'share.pap': 'clear',
    'share.consent': 'yes',
    'share.embargo_until': '2026-11-22T13:00+09:00',
  })
  assert.equal(terms.tlp, 'green')
  assert.equal(terms.pap, 'clear')
  assert.equal(terms.consent, 'yes')
  assert.equal(String(terms.embargoUntil), '2026-11-22T04:00:00Z')
})

test('isEmbargoed() holds until the instant, and without end where that instant is not known', () => {
  const until = (value: string): boolean => isEmbargoed(sharingTerms({ 'share.embargo_until': value }), now)
  assert.equal(until('2026-11-22T03:00:01Z'), true)
  assert.equal(until('2026-11-22T03:00:00Z'), false)
  assert.equal(until('unknown'), true)
  assert.equal(until('tomorrow'), true)
  assert.equal(isEmbargoed(sharingTerms({}), now), false)
})
